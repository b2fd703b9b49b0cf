package dev.hearken.model.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * A retry topic and the time that every record waits in it. All records of a tier wait equally long, so none ever
 * stands behind one that is due later; a longer wait is a walk down the tiers:
 *
 * <pre>
 *   wait of 4 h 10 min:  2h ──▶ 2h ──▶ 10m ──▶ due
 * </pre>
 */
public enum RetryTier {
    FIVE_SECONDS("5s", Duration.ofSeconds(5)),
    THIRTY_SECONDS("30s", Duration.ofSeconds(30)),
    TWO_MINUTES("2m", Duration.ofMinutes(2)),
    TEN_MINUTES("10m", Duration.ofMinutes(10)),
    THIRTY_MINUTES("30m", Duration.ofMinutes(30)),
    TWO_HOURS("2h", Duration.ofHours(2)),
    FIVE_HOURS("5h", Duration.ofHours(5)),
    TEN_HOURS("10h", Duration.ofHours(10));

    private static final RetryTier[] TIERS = values();

    private final String topic;
    private final Duration wait;

    RetryTier(String suffix, Duration wait) {
        this.topic = "hearken.retry." + suffix;
        this.wait = wait;
    }

    /** The tier's topic, {@code hearken.retry.<wait>}. */
    public String topic() {
        return topic;
    }

    /** How long a record waits here, counted from the moment it was written. */
    public Duration waitTime() {
        return wait;
    }

    /**
     * The tier for a delivery that is due after {@code remaining}: the longest that does not overshoot, or the shortest
     * when even that one does (the consumer then waits for the due time alone).
     */
    public static RetryTier forRemaining(Duration remaining) {
        RetryTier best = FIVE_SECONDS;
        for (RetryTier tier : TIERS) {
            if (tier.wait.compareTo(remaining) <= 0) {
                best = tier;
            }
        }
        return best;
    }

    /** The tier with this topic name. */
    public static Optional<RetryTier> ofTopic(String topic) {
        for (RetryTier tier : TIERS) {
            if (tier.topic.equals(topic)) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }
}
