package dev.hearken.registry.listener;

import dev.hearken.model.listener.Listener;
import java.time.Instant;
import java.util.Optional;

/**
 * A listener with its history.
 *
 * @param listener what the dispatchers know of it
 * @param stateSince since when its owner has it so: enabled or not, paused or not
 * @param seen what the dispatchers saw of it; absent while it is well
 * @param conditionError why its condition could not be judged; absent if it always could
 * @param createdAt when it was created
 * @param updatedAt when it was changed last
 * @param createdBy who created it
 * @param fromFile whether a file defines it, so that the API does not
 */
record RegisteredListener(
        Listener listener,
        Instant stateSince,
        Optional<Sighting> seen,
        Optional<ConditionError> conditionError,
        Instant createdAt,
        Instant updatedAt,
        String createdBy,
        boolean fromFile) {
    Health health() {
        return relevant().map(Sighting::health).orElseGet(this::ownersWish);
    }

    /** Why it is not well, empty if it is or if its owner wants it so. */
    Optional<String> reason() {
        return relevant().map(Sighting::reason);
    }

    /** Since when its health is what it is. */
    Instant since() {
        return relevant().map(Sighting::since).orElse(stateSince);
    }

    private Health ownersWish() {
        return Health.of(listener.definition().enabled(), listener.paused());
    }

    /** A disabled listener shows only why Hearken disabled it, a paused one nothing. */
    private Optional<Sighting> relevant() {
        return switch (ownersWish()) {
            case DISABLED -> seen.filter(sighting -> sighting.health() == Health.DISABLED);
            case PAUSED -> Optional.empty();
            case ACTIVE, DEGRADED, OPEN -> seen.filter(sighting -> sighting.health() != Health.DISABLED);
        };
    }
}
