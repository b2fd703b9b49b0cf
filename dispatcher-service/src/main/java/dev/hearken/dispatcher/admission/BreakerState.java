package dev.hearken.dispatcher.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Whether an endpoint is worth attempts. Immutable; every change is a function of what happened and when.
 *
 * <pre>
 *            too many failures               its time is over
 *   closed ───────────────────▶ open ───────────────────────▶ half open: 1, 2, 4 … at once
 *      ▲                          ▲        any failure            │
 *      │                          └───────────────────────────────┤
 *      └──────────────────────────────── every step succeeded ────┘
 * </pre>
 */
sealed interface BreakerState {
    /** Nothing is known against the endpoint. */
    BreakerState CLOSED = new Closed(OutcomeWindow.EMPTY, 0, 0, Instant.EPOCH);

    /**
     * When a breaker opens, and for how long.
     *
     * @param jitter an open time is stretched or shortened by up to this share
     */
    record Rules(
            Duration window,
            double failureShare,
            int minAttempts,
            int unreachableInARow,
            Duration shortestOpen,
            Duration longestOpen,
            double jitter) {
        private static final double JITTER = 0.2;

        static Rules of(BreakerConfig config) {
            return new Rules(
                    config.window(),
                    config.failureShare(),
                    config.minAttempts(),
                    config.unreachableInARow(),
                    config.shortestOpen(),
                    config.longestOpen(),
                    JITTER);
        }

        private boolean condemn(OutcomeWindow outcomes, int unreachable) {
            int attempts = outcomes.attempts();
            return unreachable >= unreachableInARow
                    || (attempts >= minAttempts && outcomes.failures() >= failureShare * attempts);
        }

        private Open open(int trips, Instant now, RandomGenerator random) {
            long doubled = shortestOpen.toMillis() << Math.min(trips - 1, 20);
            double factor = 1 + jitter * (2 * random.nextDouble() - 1);
            Duration length = Duration.ofMillis(Math.round(Math.min(doubled, longestOpen.toMillis()) * factor));
            return new Open(now.plus(length), length, trips);
        }
    }

    /** Case analysis. */
    <T> T fold(Function<Closed, T> closed, Function<Open, T> open, Function<HalfOpen, T> halfOpen);

    /** The state when nothing has happened until then. */
    BreakerState at(Instant now);

    /** The state after an attempt has begun; empty if none may. */
    Optional<BreakerState> entered();

    /**
     * The state after an attempt that began in this state has ended.
     *
     * @param slots how many attempts the listener may have under way
     */
    BreakerState left(Feedback feedback, int slots, Instant now, Rules rules, RandomGenerator random);

    /**
     * Attempts go on.
     *
     * @param outcomes of late
     * @param unreachable attempts in a row that did not reach the endpoint
     * @param trips how often it opened before it closed the last time, 0 if it never did
     * @param closedAt when it closed the last time
     */
    record Closed(OutcomeWindow outcomes, int unreachable, int trips, Instant closedAt) implements BreakerState {
        @Override
        public <T> T fold(Function<Closed, T> closed, Function<Open, T> open, Function<HalfOpen, T> halfOpen) {
            return closed.apply(this);
        }

        @Override
        public BreakerState at(Instant now) {
            return this;
        }

        @Override
        public Optional<BreakerState> entered() {
            return Optional.of(this);
        }

        @Override
        public BreakerState left(Feedback feedback, int slots, Instant now, Rules rules, RandomGenerator random) {
            return switch (feedback) {
                case NOTHING -> this;
                case REJECTED -> new Closed(outcomes, 0, trips, closedAt);
                case DELIVERED -> counted(true, 0, now, rules);
                case FAILING -> judged(counted(false, 0, now, rules), now, rules, random);
                case UNREACHABLE -> judged(counted(false, unreachable + 1, now, rules), now, rules, random);
            };
        }

        private Closed counted(boolean success, int unreachableNow, Instant now, Rules rules) {
            return new Closed(outcomes.with(success, now, rules.window()), unreachableNow, trips, closedAt);
        }

        /** One that opens again soon after it closed goes on where it was. */
        private BreakerState judged(Closed next, Instant now, Rules rules, RandomGenerator random) {
            if (!rules.condemn(next.outcomes, next.unreachable)) {
                return next;
            }
            boolean again = now.isBefore(closedAt.plus(rules.longestOpen()));
            return rules.open(again ? trips + 1 : 1, now, random);
        }
    }

    /**
     * Nothing is tried.
     *
     * @param until when a first attempt may probe
     * @param length how long it is open altogether
     * @param trips how often it has opened without a lasting recovery, at least 1
     */
    record Open(Instant until, Duration length, int trips) implements BreakerState {
        private static final double SPREAD = 0.2;

        /** When a delivery that was turned away may ask again: not all of them at once. */
        Instant askAgain(RandomGenerator random) {
            return until.plusMillis(Math.round(length.toMillis() * SPREAD * random.nextDouble()));
        }

        @Override
        public <T> T fold(Function<Closed, T> closed, Function<Open, T> open, Function<HalfOpen, T> halfOpen) {
            return open.apply(this);
        }

        @Override
        public BreakerState at(Instant now) {
            return now.isBefore(until) ? this : new HalfOpen(1, 0, 0, trips);
        }

        @Override
        public Optional<BreakerState> entered() {
            return Optional.empty();
        }

        @Override
        public BreakerState left(Feedback feedback, int slots, Instant now, Rules rules, RandomGenerator random) {
            return this;
        }
    }

    /**
     * A few attempts probe.
     *
     * @param step how many may be under way, and must succeed before the next step: 1, 2, 4 …
     * @param underWay how many are
     * @param succeeded how many have in this step
     * @param trips see {@link Open}
     */
    record HalfOpen(int step, int underWay, int succeeded, int trips) implements BreakerState {
        @Override
        public <T> T fold(Function<Closed, T> closed, Function<Open, T> open, Function<HalfOpen, T> halfOpen) {
            return halfOpen.apply(this);
        }

        @Override
        public BreakerState at(Instant now) {
            return this;
        }

        @Override
        public Optional<BreakerState> entered() {
            return underWay < step ? Optional.of(new HalfOpen(step, underWay + 1, succeeded, trips)) : Optional.empty();
        }

        @Override
        public BreakerState left(Feedback feedback, int slots, Instant now, Rules rules, RandomGenerator random) {
            return switch (feedback) {
                case NOTHING -> new HalfOpen(step, underWay - 1, succeeded, trips);
                case DELIVERED, REJECTED -> succeeded(slots, now);
                case FAILING, UNREACHABLE -> rules.open(trips + 1, now, random);
            };
        }

        private BreakerState succeeded(int slots, Instant now) {
            if (succeeded + 1 < step) {
                return new HalfOpen(step, underWay - 1, succeeded + 1, trips);
            }
            return step * 2 > slots
                    ? new Closed(OutcomeWindow.EMPTY, 0, trips, now)
                    : new HalfOpen(step * 2, underWay - 1, 0, trips);
        }
    }
}
