package dev.hearken.dispatcher.retry;

import dev.hearken.model.listener.DeliveryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a delivery is tried again. Pure. */
public final class RetrySchedule {
    private static final Duration SHORTEST_STAY = Duration.ofSeconds(5);
    private static final Duration LONGEST_STAY = Duration.ofSeconds(30);

    private RetrySchedule() {}

    /**
     * When the next attempt is due.
     *
     * @param attempts how many were made, at least 1
     * @return empty if that was the last one
     */
    public static Optional<Instant> afterFailure(
            DeliveryPolicy policy, int attempts, Instant now, RandomGenerator random) {
        if (attempts > policy.schedule().size()) {
            return Optional.empty();
        }
        Duration wait = policy.schedule().get(attempts - 1);
        double factor = 1 + policy.jitter() * (2 * random.nextDouble() - 1);
        return Optional.of(now.plusMillis(Math.round(wait.toMillis() * factor)));
    }

    /**
     * When a delivery that could not be tried (no slot, listener paused) asks again: the longer it has waited the
     * later, from 5 s to 30 s. No attempt is used up.
     */
    public static Instant afterRefusal(Instant createdAt, Instant now) {
        Duration waited = Duration.between(createdAt, now);
        Duration stay = waited.compareTo(SHORTEST_STAY) < 0
                ? SHORTEST_STAY
                : waited.compareTo(LONGEST_STAY) > 0 ? LONGEST_STAY : waited;
        return now.plus(stay);
    }
}
