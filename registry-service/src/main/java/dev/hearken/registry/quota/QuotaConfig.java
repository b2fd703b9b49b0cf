package dev.hearken.registry.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What one tenant may use up. */
@ConfigMapping(prefix = "registry.quota")
public interface QuotaConfig {
    /** Most listeners of a tenant; 0 = any number. Those that exist stay when it is lowered. */
    @WithDefault("10000")
    int listeners();

    /**
     * Events per second that a tenant may send by HTTP to one instance; 0 = any number. What was saved up lasts for one
     * second; a batch that is begun is taken whole, and the tenant then waits until it is paid off.
     */
    @WithDefault("0")
    int eventsPerSecond();

    /** Replays of a tenant that are queued or running at once; 0 = any number. */
    @WithDefault("3")
    int replays();

    /**
     * Deliveries per second that the replays of a tenant may hand over together, in all instances; 0 = any number. No
     * single replay may ask for more. Those that are being worked on get equal parts, anew every second, so for about a
     * second after one has begun it may be more.
     */
    @WithDefault("1000")
    int replayRate();
}
