package dev.hearken.dispatcher.retry;

import dev.hearken.model.delivery.Bundle;
import io.smallrye.mutiny.Uni;

/** What happens to a bundle whose time has come. */
public interface BundleRedelivery {
    /** Completes when its deliveries are settled, which may mean that they wait again; never fails but for a bug. */
    Uni<Void> redeliver(Bundle bundle);

    /** Deliveries that were taken out of bundles and are not settled yet. */
    int underway();
}
