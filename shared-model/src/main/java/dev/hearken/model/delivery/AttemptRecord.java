package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What {@code hearken.attempts} carries: where a delivery stands after an attempt, or because it was put off or ended
 * without one.
 *
 * @param delivery the same for all attempts, and for all deliveries of this event to this listener
 * @param tenant whose it is
 * @param listener for whom
 * @param listenerRevision the listener's revision that was tried, 0 without an attempt
 * @param eventId the event's id, of a longer one the first {@value Subject#MAX_LENGTH} characters
 * @param eventType the event's type, literal form
 * @param subject what the event is about; absent in a delivery that an older version began
 * @param source where the event lies
 * @param createdAt when the event was matched: two records with the same delivery and another time belong to two runs
 * @param standing where it stands
 * @param attempt the attempt that was made; absent if there was none
 * @param exchange what went over the wire; absent where nothing is known of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttemptRecord(
        DeliveryId delivery,
        TenantId tenant,
        ListenerId listener,
        long listenerRevision,
        String eventId,
        String eventType,
        @Nullable Subject subject,
        SourcePosition source,
        Instant createdAt,
        Standing standing,
        @Nullable Attempt attempt,
        @Nullable Exchange exchange) {
    /** Insists on what may not be absent. */
    public AttemptRecord {
        requireNonNull(delivery);
        requireNonNull(tenant);
        requireNonNull(listener);
        eventId = Beginning.of(requireNonNull(eventId), Subject.MAX_LENGTH);
        requireNonNull(eventType);
        requireNonNull(source);
        requireNonNull(createdAt);
        requireNonNull(standing);
    }

    /** Where this delivery stands. */
    public static AttemptRecord of(
            Delivery delivery,
            long listenerRevision,
            Standing standing,
            @Nullable Attempt attempt,
            @Nullable Exchange exchange) {
        return new AttemptRecord(
                delivery.id(),
                delivery.tenant(),
                delivery.listener(),
                listenerRevision,
                delivery.eventId(),
                delivery.eventType(),
                delivery.subject(),
                SourcePosition.of(delivery.source()),
                delivery.createdAt(),
                standing,
                attempt,
                exchange);
    }
}
