package dev.hearken.model.delivery;

import dev.hearken.model.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import static java.util.Objects.requireNonNull;

/**
 * What {@code hearken.cancellations} carries: a run of a delivery that somebody has called off while it waited.
 *
 * @param delivery which delivery
 * @param tenant whose it is
 * @param run when the run began, {@link Delivery#createdAt}, to the microsecond, as the delivery log knows it
 * @param at when it was called off
 */
public record Cancellation(DeliveryId delivery, TenantId tenant, Instant run, Instant at) {
    /** Insists on all and cuts the run to the microsecond. */
    public Cancellation {
        requireNonNull(delivery);
        requireNonNull(tenant);
        run = requireNonNull(run).truncatedTo(ChronoUnit.MICROS);
        requireNonNull(at);
    }
}
