package dev.hearken.registry.listener;

import dev.hearken.model.listener.Listener;
import java.time.Instant;

/**
 * A listener with its history.
 *
 * @param listener what the dispatchers know of it
 * @param stateSince since when its health is what it is
 * @param createdAt when it was created
 * @param updatedAt when it was changed last
 * @param createdBy who created it
 */
record RegisteredListener(
        Listener listener, Instant stateSince, Instant createdAt, Instant updatedAt, String createdBy) {
    Health health() {
        return Health.of(listener.definition().enabled(), listener.paused());
    }
}
