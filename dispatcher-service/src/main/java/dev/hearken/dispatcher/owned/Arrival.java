package dev.hearken.dispatcher.owned;

import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.Order;
import dev.hearken.model.delivery.Order.Place;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it came from {@code hearken.owned}.
 *
 * @param at when it came
 * @param settled completes when its record needs nothing more
 */
record Arrival(Delivery delivery, int partition, long offset, Instant at, CompletableFuture<Void> settled) {
    Arrival(Delivery delivery, int partition, long offset, Instant at) {
        this(delivery, partition, offset, at, new CompletableFuture<>());
    }

    /** Its place in a row, null if it has none yet. */
    @Nullable
    Place place() {
        Order order = delivery.order();
        return order == null ? null : order.place();
    }

    void done() {
        settled.complete(null);
    }
}
