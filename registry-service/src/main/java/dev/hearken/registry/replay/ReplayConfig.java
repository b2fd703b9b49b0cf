package dev.hearken.registry.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Replays. */
@ConfigMapping(prefix = "registry.replay")
public interface ReplayConfig {
    /** Topics with execution and task events, comma-separated: the dispatchers' {@code dispatcher.intake.topics}. */
    @WithDefault("workflow.executions,workflow.tasks")
    List<String> topics();

    /**
     * Topics whose records are all of one format, {@code <topic>=<format>}, comma-separated: the dispatchers'
     * {@code dispatcher.intake.formats}.
     */
    Optional<List<String>> formats();

    /** Deliveries per second of a replay that asks for no rate. */
    @WithDefault("50")
    int defaultRate();

    /** Most deliveries per second that a replay may ask for. */
    @WithDefault("1000")
    int maxRate();

    /** Longest time from {@code since} to {@code until}. */
    @WithDefault("P31D")
    Duration maxRange();

    /** Replays that one instance works on at once; others wait. 0 = it works on none. */
    @WithDefault("4")
    int maxRunning();

    /** Longest time until an instance begins with a replay, and between two tries while Kafka or PostgreSQL is away. */
    @WithDefault("PT1S")
    Duration pollInterval();

    /** How long a replay is left alone when its instance gives no sign of life; at least 5 s. */
    @WithDefault("PT15S")
    Duration lease();

    /** How long replays that have ended are kept. */
    @WithDefault("P30D")
    Duration retention();
}
