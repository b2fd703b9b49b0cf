package dev.hearken.model.listener;

import java.time.Duration;
import java.util.List;

/**
 * How hard Hearken tries.
 *
 * @param schedule wait before the second, third, … attempt; an empty one means a single attempt; at most 30 steps of 1
 *     s to 24 h
 * @param jitter each wait is stretched or shortened by up to this share, 0 to 0.5
 */
public record DeliveryPolicy(List<Duration> schedule, double jitter) {
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
            0.2);
}
