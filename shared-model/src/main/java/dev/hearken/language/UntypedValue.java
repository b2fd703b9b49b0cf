package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A rule's value for a variable whose type only the event tells: the text, and whatever else it can be read as.
 *
 * @param text as it was written
 */
record UntypedValue(
        String text,
        @Nullable BigDecimal number,
        @Nullable Instant instant,
        @Nullable LocalDate date,
        @Nullable LocalTime time) {
    static UntypedValue of(String text) {
        return new UntypedValue(
                text, ScalarText.number(text), ScalarText.instant(text), ScalarText.date(text), ScalarText.time(text));
    }

    /** Whether it can be less or greater than another. */
    boolean hasOrder() {
        return number != null || instant != null || date != null || time != null;
    }

    /** Whether the event's value is this one: a number by its value, a boolean and a text by their text. */
    boolean equalTo(JsonNode actual) {
        if (actual.isNumber()) {
            return number != null && actual.decimalValue().compareTo(number) == 0;
        }
        return actual.isBoolean()
                ? text.equalsIgnoreCase(actual.asText())
                : actual.isTextual() && actual.textValue().equals(text);
    }

    /**
     * How the event's value compares with this one, as numbers, else as instants, else as dates, else as times of day;
     * empty if there is nothing that both can be read as.
     */
    OptionalInt compare(JsonNode actual) {
        if (number != null) {
            BigDecimal other = actual.isNumber() ? actual.decimalValue() : ScalarText.number(text(actual));
            return other == null ? OptionalInt.empty() : OptionalInt.of(other.compareTo(number));
        }
        if (instant != null) {
            Instant other = ScalarText.instant(text(actual));
            return other == null ? OptionalInt.empty() : OptionalInt.of(other.compareTo(instant));
        }
        if (date != null) {
            LocalDate other = ScalarText.date(text(actual));
            return other == null ? OptionalInt.empty() : OptionalInt.of(other.compareTo(date));
        }
        if (time != null) {
            LocalTime other = ScalarText.time(text(actual));
            return other == null ? OptionalInt.empty() : OptionalInt.of(other.compareTo(time));
        }
        return OptionalInt.empty();
    }

    private static String text(JsonNode actual) {
        return actual.isTextual() ? actual.textValue() : "";
    }
}
