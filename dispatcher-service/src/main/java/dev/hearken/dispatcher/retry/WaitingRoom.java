package dev.hearken.dispatcher.retry;

import dev.hearken.model.delivery.Delivery;
import io.smallrye.mutiny.Uni;

/** Takes deliveries that have to wait until they are due. */
@FunctionalInterface
public interface WaitingRoom {
    /** Completes when the broker has it. */
    Uni<Void> publish(Delivery delivery);
}
