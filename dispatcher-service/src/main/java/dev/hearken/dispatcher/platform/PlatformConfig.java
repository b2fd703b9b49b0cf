package dev.hearken.dispatcher.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the Kafka consumers that carry deliveries. */
@ConfigMapping(prefix = "dispatcher.platform")
public interface PlatformConfig {
    /** Name of this instance in attempts and logs. Defaults to the host name. */
    @WithDefault("${HEARKEN_INSTANCE:${HOSTNAME:dispatcher}}")
    String instance();

    /** How often settled offsets are committed. What was settled since is delivered again after a crash. */
    @WithDefault("PT0.25S")
    Duration commitInterval();

    /**
     * How long a stopping instance waits for deliveries in flight. What is not settled by then is delivered by another.
     */
    @WithDefault("PT25S")
    Duration drainTimeout();

    /** How long a partition that moves to another instance may wait for its deliveries in flight. */
    @WithDefault("PT3S")
    Duration revokeTimeout();

    /**
     * After this long without a poll, or with a topic missing or forbidden, the liveness check fails. Brokers that are
     * away do not count.
     */
    @WithDefault("PT3M")
    Duration stalledAfter();
}
