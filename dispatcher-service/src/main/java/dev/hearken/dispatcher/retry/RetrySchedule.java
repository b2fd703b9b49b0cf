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
    private static final Duration YOUNG = Duration.ofSeconds(15);
    private static final Duration FIRST_STAY = Duration.ofSeconds(5);

    /** A moment more than a retry topic's wait, so that it is written once. */
    private static final Duration NEXT_STAY = Duration.ofSeconds(31);

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
     * When a delivery that could not be tried (listener paused, own side at fault) asks again: after 5 s at first,
     * after 31 s from its fifteenth second on, which are one stay in a retry topic each. No attempt is used up.
     */
    public static Instant afterRefusal(Instant createdAt, Instant now) {
        return now.plus(createdAt.plus(YOUNG).isAfter(now) ? FIRST_STAY : NEXT_STAY);
    }
}
