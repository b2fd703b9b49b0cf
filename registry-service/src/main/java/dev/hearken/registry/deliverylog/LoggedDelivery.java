package dev.hearken.registry.deliverylog;

import dev.hearken.model.delivery.SourcePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a delivery as the log has it; texts in their literal forms.
 *
 * @param reason why it ended without success, or why its last attempt failed
 * @param httpStatus of the last attempt, absent where no response came
 * @param nextAttemptAt absent unless it waits
 * @param settledAt when it came to stand as it does
 */
public record LoggedDelivery(
        String id,
        Instant createdAt,
        String listener,
        String eventId,
        String eventType,
        @Nullable String workflow,
        @Nullable String execution,
        @Nullable String task,
        SourcePosition source,
        String status,
        int attempts,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Integer httpStatus,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant nextAttemptAt,
        Instant settledAt) {}
