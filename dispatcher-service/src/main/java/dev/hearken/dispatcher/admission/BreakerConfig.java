package dev.hearken.dispatcher.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a listener's circuit breaker opens, and for how long. */
@ConfigMapping(prefix = "dispatcher.breaker")
public interface BreakerConfig {
    /** Attempts this long ago are forgotten. */
    @WithDefault("PT5M")
    Duration window();

    /** Opens when this share of the attempts in the window failed. */
    @WithDefault("0.7")
    double failureShare();

    /** The share counts from this many attempts in the window on. */
    @WithDefault("10")
    int minAttempts();

    /** Opens also after this many attempts in a row that did not reach the endpoint. */
    @WithDefault("5")
    int unreachableInARow();

    /** How long it stays open the first time; each further time twice as long. */
    @WithDefault("PT30S")
    Duration shortestOpen();

    /** How long at most. */
    @WithDefault("PT10M")
    Duration longestOpen();
}
