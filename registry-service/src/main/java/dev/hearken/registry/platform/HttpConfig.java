package dev.hearken.registry.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the HTTP API. */
@ConfigMapping(prefix = "registry.http")
public interface HttpConfig {
    /**
     * Largest body of a request. A larger one is answered with 413; up to four times as much is read to its end first,
     * so that the sender sees the answer instead of a broken connection. At most 2 MiB.
     */
    @WithDefault("256K")
    MemorySize maxBodySize();

    /**
     * Largest body of a request to {@code /v1/events} and {@code /v1/ingest}, and so the largest event. The event
     * topics' {@code max.message.bytes} should leave room for it. At most 2 MiB.
     */
    @WithDefault("1M")
    MemorySize maxIngestSize();
}
