package dev.hearken.dispatcher.admission;

import java.util.function.Consumer;

/**
 * Somebody in line.
 *
 * @param host the slots of the host where it goes
 * @param since when it came, in nanoseconds
 */
record Waiting(Entrant entrant, HostSlots host, Consumer<Ticket> answer, long since) {
    /** An answer that is due; given outside the lock. */
    record Answer(Consumer<Ticket> to, Ticket ticket) {
        void give() {
            to.accept(ticket);
        }
    }

    Answer with(Ticket ticket) {
        return new Answer(answer, ticket);
    }
}
