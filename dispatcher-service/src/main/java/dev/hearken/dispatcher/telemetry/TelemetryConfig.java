package dev.hearken.dispatcher.telemetry;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of what is told about deliveries. */
@ConfigMapping(prefix = "dispatcher.telemetry")
public interface TelemetryConfig {
    /**
     * Bytes of records for the delivery log that Kafka has not confirmed yet. While there are more, no attempt begins.
     */
    @WithDefault("16M")
    MemorySize maxPending();
}
