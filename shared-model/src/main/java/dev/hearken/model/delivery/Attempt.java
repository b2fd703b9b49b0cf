package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * One try of a delivery.
 *
 * @param number 1 for the first
 * @param startedAt by the clock of the instance
 * @param durationMs from the start to the outcome, in milliseconds
 * @param instance the dispatcher that tried
 * @param status the HTTP status, absent where no response came
 * @param reason absent when the attempt delivered
 * @param detail one sentence for the listener's owner, without values of the event; absent where the reason says it all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Attempt(
        int number,
        Instant startedAt,
        long durationMs,
        String instance,
        @Nullable Integer status,
        @Nullable FailureReason reason,
        @Nullable String detail) {
    /** Insists on what may not be absent. */
    public Attempt {
        requireNonNull(startedAt);
        requireNonNull(instance);
    }
}
