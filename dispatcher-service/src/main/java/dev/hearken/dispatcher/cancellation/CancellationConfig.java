package dev.hearken.dispatcher.cancellation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Deliveries that were called off. */
@ConfigMapping(prefix = "dispatcher.cancellation")
public interface CancellationConfig {
    /** Most of them that are remembered; beyond it the oldest is forgotten and may be sent. At least 1. */
    @WithDefault("100000")
    int maxRemembered();
}
