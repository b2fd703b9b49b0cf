package dev.hearken.dispatcher.retry;

import dev.hearken.model.listener.DeliveryPolicy;
import dev.hearken.model.listener.DeliveryPolicy.OnExhaustion;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a delivery is tried again. Pure. */
public final class RetrySchedule {
    private static final Duration SHORTEST_STAY = Duration.ofSeconds(5);
    private static final Duration LONGEST_STAY = Duration.ofSeconds(30);

    private RetrySchedule() {}

    /**
     * When the next attempt is due, also beyond the schedule where the listener's deliveries block one another: after
     * the schedule's step, or after the wait that the endpoint asked for if that is longer, which counts for no more
     * than the schedule's longest step.
     *
     * @param attempts how many were made, at least 1
     * @param hint what the endpoint asked for
     * @return empty if that was the last one
     */
    public static Optional<Instant> afterFailure(
            DeliveryPolicy policy, int attempts, Optional<Duration> hint, Instant now, RandomGenerator random) {
        boolean isOver = attempts > policy.schedule().size();
        if (isOver && policy.onExhaustion() == OnExhaustion.SKIP) {
            return Optional.empty();
        }
        Duration step = isOver ? longest(policy) : policy.schedule().get(attempts - 1);
        double factor = 1 + policy.jitter() * (2 * random.nextDouble() - 1);
        Duration wait = Duration.ofMillis(Math.round(step.toMillis() * factor));
        return Optional.of(now.plus(hint.map(asked -> longer(wait, shorter(asked, longest(policy))))
                .orElse(wait)));
    }

    private static Duration longest(DeliveryPolicy policy) {
        return policy.schedule().stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /**
     * When a delivery that could not be tried (no slot, listener paused) asks again: after at least 5 s, and at most 5
     * s and twice as long as it has waited, or 30 s. Those that were turned away together come back spread over that
     * time, so that the slots have something to do all the while. No attempt is used up.
     */
    public static Instant afterRefusal(Instant createdAt, Instant now, RandomGenerator random) {
        Duration waited = longer(Duration.between(createdAt, now), Duration.ZERO);
        Duration most = shorter(SHORTEST_STAY.plus(waited.multipliedBy(2)), LONGEST_STAY);
        long spread = most.minus(SHORTEST_STAY).toMillis();
        return now.plus(SHORTEST_STAY).plusMillis(Math.round(spread * random.nextDouble()));
    }
}
