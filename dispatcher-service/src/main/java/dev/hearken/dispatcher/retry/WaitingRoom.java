package dev.hearken.dispatcher.retry;

import dev.hearken.model.delivery.Delivery;
import io.smallrye.mutiny.Uni;

/** Takes deliveries that have to wait until they are due. */
@FunctionalInterface
public interface WaitingRoom {
    /** Answers true when the broker has it; false where it is too large to wait, and then nobody has it. */
    Uni<Boolean> publishIfItFits(Delivery delivery);
}
