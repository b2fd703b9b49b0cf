package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** It will be tried, again or for the first time. */
    @JsonEnumDefaultValue
    WAITING,
    /** The endpoint has it. */
    DELIVERED,
    /** It was given up and is a dead letter. */
    FAILED,
    /** It was called off, or its listener is gone. */
    CANCELLED;

    /** The literal form in records and in the API. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more happens by itself. */
    public boolean isEnd() {
        return this != WAITING;
    }

    /** The status with this literal form. */
    public static Optional<DeliveryStatus> parse(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst();
    }
}
