package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Where a delivery stands at some moment.
 *
 * @param status whether it waits, or how it ended
 * @param at the moment, by the clock of the instance that says so
 * @param attempts how many were made so far
 * @param due when it is tried next; absent unless it waits
 * @param reason why it ended without success; absent otherwise, and where it was cancelled
 * @param detail one sentence for the listener's owner; absent where the reason says it all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Standing(
        DeliveryStatus status,
        Instant at,
        int attempts,
        @Nullable Instant due,
        @Nullable FailureReason reason,
        @Nullable String detail) {
    /** Insists on what may not be absent. */
    public Standing {
        requireNonNull(status);
        requireNonNull(at);
    }
}
