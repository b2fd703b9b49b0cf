package dev.hearken.dispatcher.retry;

import dev.hearken.model.delivery.Delivery;
import io.smallrye.mutiny.Uni;

/** What happens to a delivery whose time has come. */
@FunctionalInterface
public interface Redelivery {
    /** Completes when the delivery is settled; never fails but for a bug. */
    Uni<Void> redeliver(Delivery delivery);
}
