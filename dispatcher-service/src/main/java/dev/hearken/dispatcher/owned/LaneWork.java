package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.retry.WaitingRoom;
import dev.hearken.model.delivery.Delivery;
import io.smallrye.mutiny.Uni;

/** What a lane has done for it. */
interface LaneWork {
    /** Lets the delivery take its turn; completes when it is settled. */
    Uni<Void> take(Delivery delivery, WaitingRoom waiting);

    /** Puts the delivery into its retry topic; completes when the broker has it. */
    Uni<Void> retry(Delivery delivery);

    /**
     * Writes the lane's lock, or that it is over: begins at once, in the order of the calls. Completes when the broker
     * has it.
     */
    Uni<Void> write(LaneLock lock);

    /** A delivery that was settled before came again. */
    void duplicate();

    /** A delivery of a locked lane went to a retry topic. */
    void redirected();
}
