package dev.hearken.dispatcher.admission;

import dev.hearken.dispatcher.admission.BreakerState.Open;
import dev.hearken.dispatcher.admission.BreakerState.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The circuit breaker of one listener in this instance. Belongs to the lock of its line. */
final class Breaker {
    /** No attempt may begin. */
    static final int NO_PERMIT = -1;

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Rules rules;
    private final RandomGenerator random;
    private BreakerState state = BreakerState.CLOSED;
    private Instant lastUse = Instant.EPOCH;
    private int permit;
    private volatile boolean closed = true;

    Breaker(Rules rules, RandomGenerator random) {
        this.rules = rules;
        this.random = random;
    }

    /** When to ask again; empty unless it is open. */
    Optional<Instant> refusal(Instant now) {
        become(state.at(now));
        return state.fold(
                passing -> Optional.<Instant>empty(),
                (Open open) -> Optional.of(open.askAgain(random)),
                probing -> Optional.<Instant>empty());
    }

    /** Begins an attempt; the permit is to be shown at its end, or {@link #NO_PERMIT}. */
    int enter(Instant now) {
        become(state.at(now));
        Optional<BreakerState> entered = state.entered();
        if (entered.isEmpty()) {
            return NO_PERMIT;
        }
        lastUse = now;
        state = entered.get();
        return permit;
    }

    /** Ends an attempt. One that began before the breaker opened or closed says nothing new. */
    void left(int shown, Feedback feedback, int slots, Instant now) {
        if (shown == permit) {
            become(state.left(feedback, slots, now, rules, random));
        }
    }

    private void become(BreakerState next) {
        if (next.getClass() != state.getClass()) {
            permit = (permit + 1) & Integer.MAX_VALUE;
            closed = next.fold(passing -> true, open -> false, probing -> false);
        }
        state = next;
    }

    /** Readable without the lock. */
    boolean isClosed() {
        return closed;
    }

    /** Whether nothing is lost with it: no failure that counts any more, or not used for long. */
    boolean isForgettable(Instant now) {
        Instant relevant = now.minus(rules.window());
        return state.fold(
                passing -> passing.outcomes().failures() == 0 || lastUse.isBefore(relevant),
                open -> lastUse.isBefore(now.minus(REMEMBERED)),
                probing -> lastUse.isBefore(now.minus(REMEMBERED)));
    }
}
