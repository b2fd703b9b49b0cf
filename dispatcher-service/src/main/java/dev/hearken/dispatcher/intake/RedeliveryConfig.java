package dev.hearken.dispatcher.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How events are taken that listeners get on demand. */
@ConfigMapping(prefix = "dispatcher.redelivery")
public interface RedeliveryConfig {
    /** Consumer group of {@code hearken.redeliveries}. */
    @WithDefault("hearken-dispatcher-redelivery")
    String group();

    /** Most of these events in flight in this instance. */
    @WithDefault("256")
    int maxRecords();

    /** Most bytes of them. */
    @WithDefault("64M")
    MemorySize maxBytes();
}
