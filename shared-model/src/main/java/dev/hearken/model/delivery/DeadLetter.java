package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * A delivery that has ended without success, with everything that is needed to send it again.
 *
 * @param delivery with all its attempts
 * @param reason why it ended
 * @param at when it ended
 * @param detail one sentence for the listener's owner; absent where the reason says it all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        Delivery delivery,
        FailureReason reason,
        Instant at,
        @Nullable String detail) {
    /** Insists on every value. */
    public DeadLetter {
        requireNonNull(delivery);
        requireNonNull(reason);
        requireNonNull(at);
    }
}
