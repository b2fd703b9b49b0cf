package dev.hearken.registry.deliverylog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the log has it; texts in their literal forms.
 *
 * @param outcome {@code delivered} or why it failed
 * @param exchange JSON of a {@link dev.hearken.model.delivery.Exchange}
 */
record LoggedAttempt(
        int number,
        Instant startedAt,
        Instant run,
        long durationMs,
        String instance,
        String outcome,
        @Nullable Integer httpStatus,
        @Nullable String detail,
        long listenerRevision,
        @Nullable String exchange) {}
