package dev.hearken.system.compatibility;

import dev.hearken.dispatcher.retry.RetrySchedule;
import dev.hearken.model.listener.DeliveryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Deliveries that fail whenever they are tried. */
final class Deliveries {
    private static final Instant NOW = Instant.parse("2026-01-02T03:06:00Z");

    private Deliveries() {}

    /** The waits between the attempts, with this seed of chance. */
    static List<Duration> waits(DeliveryPolicy policy, long seed) {
        Random random = new Random(seed);
        List<Duration> waits = new ArrayList<>();
        Optional<Instant> due = RetrySchedule.afterFailure(policy, 1, Optional.empty(), NOW, random);
        while (due.isPresent()) {
            waits.add(Duration.between(NOW, due.get()));
            due = RetrySchedule.afterFailure(policy, waits.size() + 1, Optional.empty(), NOW, random);
        }
        return waits;
    }
}
