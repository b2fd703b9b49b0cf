package dev.hearken.dispatcher.admission;

import java.util.function.Function;

/** The answer to a delivery that asks for a slot. */
public sealed interface Ticket {
    /** Case analysis. */
    <T> T fold(Function<Admitted, T> admitted, Function<Refused, T> refused);

    /**
     * The delivery has a slot.
     *
     * @param release gives the slot back; must run exactly once
     */
    record Admitted(Runnable release) implements Ticket {
        @Override
        public <T> T fold(Function<Admitted, T> admitted, Function<Refused, T> refused) {
            return admitted.apply(this);
        }
    }

    /** No slot was free in time; no attempt is used up. */
    record Refused() implements Ticket {
        @Override
        public <T> T fold(Function<Admitted, T> admitted, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
