package dev.hearken.dispatcher.owned;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How deliveries that need a single owner are taken. */
@ConfigMapping(prefix = "dispatcher.owned")
public interface OwnedConfig {
    /** Consumer group of {@code hearken.owned}. */
    @WithDefault("hearken-dispatcher-owned")
    String group();

    /** Most of these deliveries that may be in flight in this instance. */
    @WithDefault("2048")
    int maxRecords();

    /** Most bytes of them. */
    @WithDefault("64M")
    MemorySize maxBytes();
}
