package dev.hearken.model.listener;

import java.time.Duration;
import java.util.List;

/**
 * How hard Hearken tries.
 *
 * @param schedule wait before the second, third, … attempt; an empty one means a single attempt; at most 30 steps of 1
 *     s to 24 h
 * @param jitter each wait is stretched or shortened by up to this share, 0 to 0.5
 * @param permanentStatus statuses from 300 to 599 that end a delivery at once; 410 does so whether it is among them or
 *     not
 * @param maxInFlight requests that one dispatcher may have under way at once, 1 to 256
 * @param maxAge how long after its event was matched a delivery may still be tried, 1 min to 14 days
 */
public record DeliveryPolicy(
        List<Duration> schedule, double jitter, StatusRanges permanentStatus, int maxInFlight, Duration maxAge) {
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
            4,
            Duration.ofDays(7));

    /** Copies the schedule. */
    public DeliveryPolicy {
        schedule = List.copyOf(schedule);
    }

    /** A policy with the defaults beside a schedule of its own. */
    public static DeliveryPolicy withSchedule(List<Duration> schedule, double jitter) {
        return new DeliveryPolicy(schedule, jitter, DEFAULT.permanentStatus, DEFAULT.maxInFlight, DEFAULT.maxAge);
    }
}
