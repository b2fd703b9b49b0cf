package dev.hearken.registry.replay;

import dev.hearken.model.delivery.DeliveryStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which of the deliveries that match are sent. */
enum Which {
    /** Those whose latest run is a dead letter. */
    FAILED,
    /** Those that the delivery log does not know. */
    MISSING,
    /** Every one. */
    ALL;

    /** The literal form in the API and in the database. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with this literal form. */
    static Optional<Which> of(String wireName) {
        return Arrays.stream(values())
                .filter(which -> which.wireName().equals(wireName))
                .findFirst();
    }

    /**
     * Whether a delivery is sent.
     *
     * @param latest how its latest run stands; empty if the log has none
     */
    boolean selects(Optional<DeliveryStatus> latest) {
        return switch (this) {
            case FAILED ->
                latest.filter(status -> status == DeliveryStatus.FAILED).isPresent();
            case MISSING -> latest.isEmpty();
            case ALL -> true;
        };
    }
}
