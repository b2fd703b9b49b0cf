package dev.hearken.dispatcher.telemetry;

import dev.hearken.model.delivery.DeliveryStatus;
import java.util.Locale;

/** How this instance was done with a delivery: tag {@code settlement} of the meter {@code hearken.settlements}. */
public enum Settlement {
    /** The endpoint has it. */
    DELIVERED,
    /** An attempt failed; the retry topic has it. */
    RESCHEDULED,
    /** No slot, or the listener is paused; the retry topic has it and no attempt was used up. */
    POSTPONED,
    /** Its owner has it, over the topic of owned deliveries. */
    HANDED_OVER,
    /** The dead-letter topic has it. */
    DEAD_LETTERED,
    /** It was a test and failed; nobody has it. */
    TEST_FAILED,
    /** It was called off, or its listener is gone. */
    CANCELLED;

    /** The tag's value, such as {@code dead-lettered}. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where the delivery stands then. */
    DeliveryStatus status() {
        return switch (this) {
            case DELIVERED -> DeliveryStatus.DELIVERED;
            case DEAD_LETTERED, TEST_FAILED -> DeliveryStatus.FAILED;
            case CANCELLED -> DeliveryStatus.CANCELLED;
            default -> DeliveryStatus.WAITING;
        };
    }
}
