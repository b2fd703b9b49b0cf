package dev.hearken.registry.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long repetitions of a request are recognised. */
@ConfigMapping(prefix = "registry.idempotency")
public interface IdempotencyConfig {
    /** How long the answer to a request with an {@code Idempotency-Key} is kept; more than zero. */
    @WithDefault("PT24H")
    Duration retention();

    /** Time between two removals of answers that are no longer kept. */
    @WithDefault("PT10M")
    Duration purgeEvery();
}
