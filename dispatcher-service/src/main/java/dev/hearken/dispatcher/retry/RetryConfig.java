package dev.hearken.dispatcher.retry;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How deliveries come back from the retry topics. */
@ConfigMapping(prefix = "dispatcher.retry")
public interface RetryConfig {
    /** Consumer group of the retry topics. */
    @WithDefault("hearken-dispatcher-retry")
    String group();

    /**
     * Most deliveries from retry topics that may be in flight in this instance, or wait here for their last seconds.
     */
    @WithDefault("2048")
    int maxRecords();

    /** Most bytes of them. */
    @WithDefault("64M")
    MemorySize maxBytes();
}
