package dev.hearken.dispatcher.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a listener counts as ill. */
@ConfigMapping(prefix = "dispatcher.health")
public interface HealthConfig {
    /** After this long of nothing but failed attempts a listener is shown as degraded. */
    @WithDefault("PT10M")
    Duration degradedAfter();

    /** After this long of nothing but failed attempts a listener is disabled. */
    @WithDefault("PT120H")
    Duration disableAfter();
}
