package dev.hearken.dispatcher.admission;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The answer to a delivery that asks for a slot. */
public sealed interface Ticket {
    /** Case analysis. */
    <T> T fold(Function<Admitted, T> admitted, Function<Refused, T> refused);

    /** A slot of listener, host and instance. */
    @FunctionalInterface
    interface Slot {
        /**
         * Gives the slot back; must run exactly once.
         *
         * @return whether the listener's circuit breaker is closed now
         */
        boolean release(Feedback feedback);
    }

    /** The delivery has a slot. */
    record Admitted(Slot slot) implements Ticket {
        @Override
        public <T> T fold(Function<Admitted, T> admitted, Function<Refused, T> refused) {
            return admitted.apply(this);
        }
    }

    /**
     * No slot was free in time; no attempt is used up.
     *
     * @param reason why
     * @param notBefore when to ask again, if that is known
     */
    record Refused(Refusal reason, Optional<Instant> notBefore) implements Ticket {
        /** For this reason, whose end nobody knows. */
        static Refused because(Refusal reason) {
            return new Refused(reason, Optional.empty());
        }

        @Override
        public <T> T fold(Function<Admitted, T> admitted, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
