package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.retry.WaitingRoom;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.listener.DeliveryPolicy.RateLimit;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** What a delivery does at its owner when its turn has come. */
public interface Turn {
    /** How often the delivery's listener may be called, empty if nothing limits it. */
    Optional<RateLimit> limit(Delivery delivery);

    /** Lets the delivery wait without an attempt; completes when it is settled. */
    Uni<Void> postpone(Delivery delivery, Instant notBefore, WaitingRoom waiting);

    /**
     * Completes when the delivery is settled; never fails but for a bug.
     *
     * @param waiting takes the delivery if it has to wait
     * @param began is run right after an attempt began, if one does
     */
    Uni<Void> take(Delivery delivery, WaitingRoom waiting, Runnable began);
}
