package dev.hearken.model.delivery;

import java.time.Instant;

import static java.util.Objects.requireNonNull;

/**
 * A delivery that has ended without success, with everything that is needed to send it again.
 *
 * @param delivery with all its attempts
 * @param reason why it ended
 * @param at when it ended
 */
public record DeadLetter(Delivery delivery, FailureReason reason, Instant at) {
    /** Insists on every value. */
    public DeadLetter {
        requireNonNull(delivery);
        requireNonNull(reason);
        requireNonNull(at);
    }
}
