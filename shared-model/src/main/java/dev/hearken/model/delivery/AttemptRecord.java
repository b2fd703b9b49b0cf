package dev.hearken.model.delivery;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;

import static java.util.Objects.requireNonNull;

/** What {@code hearken.attempts} carries: an attempt with the delivery that it belongs to. */
public record AttemptRecord(
        DeliveryId delivery,
        TenantId tenant,
        ListenerId listener,
        long listenerRevision,
        String eventId,
        String eventType,
        Attempt attempt) {
    /** Insists on every value. */
    public AttemptRecord {
        requireNonNull(delivery);
        requireNonNull(tenant);
        requireNonNull(listener);
        requireNonNull(eventId);
        requireNonNull(eventType);
        requireNonNull(attempt);
    }
}
