package dev.hearken.model.listener;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How hard Hearken tries.
 *
 * @param schedule wait before the second, third, … attempt; an empty one means a single attempt; at most 30 steps of 1
 *     s to 24 h
 * @param jitter each wait is stretched or shortened by up to this share, 0 to 0.5
 * @param permanentStatus statuses from 300 to 599 that end a delivery at once; 410 does so whether it is among them or
 *     not
 * @param ordering which deliveries follow one another
 * @param onExhaustion what becomes of the deliveries behind one whose schedule is over; {@code BLOCK} only with
 *     {@code EXECUTION} and a schedule
 * @param maxInFlight requests that one dispatcher may have under way at once, 1 to 256
 * @param rateLimit how often attempts may begin, over all dispatchers; absent: as often as slots are free
 * @param maxAge how long after its event was matched a delivery may still be tried, 1 min to 14 days
 */
public record DeliveryPolicy(
        List<Duration> schedule,
        double jitter,
        StatusRanges permanentStatus,
        Ordering ordering,
        OnExhaustion onExhaustion,
        int maxInFlight,
        @Nullable RateLimit rateLimit,
        Duration maxAge) {
    /** Ten attempts over a little more than 27 hours. */
    public static final DeliveryPolicy DEFAULT = new DeliveryPolicy(
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(10)),
            0.2,
            StatusRanges.PERMANENT,
            Ordering.NONE,
            OnExhaustion.SKIP,
            4,
            null,
            Duration.ofDays(7));

    /** Which deliveries of a listener follow one another. */
    public enum Ordering {
        /** None: each goes its own way. */
        NONE,
        /** Those of one execution, in the order of their events. */
        EXECUTION
    }

    /** What becomes of the deliveries behind one whose schedule is over. */
    public enum OnExhaustion {
        /** It becomes a dead letter, and they go on without it. */
        SKIP,
        /** It is tried on at the longest step of the schedule, until its maximal age, and they wait. */
        BLOCK
    }

    /**
     * Never more than so many attempts begin in any window of that length.
     *
     * @param count 1 to 1000
     * @param per 1 s to 1 h
     */
    public record RateLimit(int count, Duration per) {}

    /** Copies the schedule. */
    public DeliveryPolicy {
        schedule = List.copyOf(schedule);
    }

    /** A policy with the defaults beside a schedule of its own. */
    public static DeliveryPolicy withSchedule(List<Duration> schedule, double jitter) {
        return new DeliveryPolicy(
                schedule,
                jitter,
                DEFAULT.permanentStatus,
                DEFAULT.ordering,
                DEFAULT.onExhaustion,
                DEFAULT.maxInFlight,
                DEFAULT.rateLimit,
                DEFAULT.maxAge);
    }
}
