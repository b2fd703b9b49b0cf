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
 * @param leftOut bytes of the event that are not in {@code delivery.source}, because the dead letter was too large for
 *     its topic; its headers and the rendered body are left out as well. The event stands where the source says, as
 *     long as its topic keeps it. Absent in a whole dead letter
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        Delivery delivery,
        FailureReason reason,
        Instant at,
        @Nullable String detail,
        @Nullable Integer leftOut) {
    /** Insists on every value. */
    public DeadLetter {
        requireNonNull(delivery);
        requireNonNull(reason);
        requireNonNull(at);
    }

    /** A whole dead letter. */
    public DeadLetter(Delivery delivery, FailureReason reason, Instant at, @Nullable String detail) {
        this(delivery, reason, at, detail, null);
    }

    /** The same without what may be large, and where to find it. */
    public DeadLetter withoutPayload() {
        return new DeadLetter(
                delivery.withoutPayload(), reason, at, detail, delivery.source().value().length);
    }
}
