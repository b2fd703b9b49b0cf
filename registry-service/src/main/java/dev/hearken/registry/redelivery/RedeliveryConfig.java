package dev.hearken.registry.redelivery;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Sending on demand. */
@ConfigMapping(prefix = "registry.redelivery")
public interface RedeliveryConfig {
    /** How long the brokers may take to confirm that something is to be sent, or called off. At least 1 s. */
    @WithDefault("PT5S")
    Duration ackTimeout();

    /**
     * How long the brokers may take to give out an event that is to be sent again, and its dead letter; of each. At
     * least 1 s.
     */
    @WithDefault("PT5S")
    Duration readTimeout();

    /**
     * How long a request may be busy with sending many dead letters again; what it does not come to is left for the
     * next.
     */
    @WithDefault("PT20S")
    Duration bulkTimeout();

    /** How long a test waits for its attempt to appear in the delivery log. */
    @WithDefault("PT20S")
    Duration testTimeout();

    /** Most bytes of events to be sent that the brokers have not confirmed yet. At least 16 MiB. */
    @WithDefault("32M")
    MemorySize maxBytes();
}
