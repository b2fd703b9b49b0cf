package dev.hearken.model.listener;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement about one variable of an event, which must hold for the listener to fire.
 *
 * @param variable its name, such as {@code metadata.rows} or {@code endedAt.time}, see docs/listeners.md
 * @param operation how it is compared
 * @param values what it is compared with, as text: none for {@code EXISTS} and {@code NOT_EXISTS}, 1 to 100 for
 *     {@code IN} and {@code NOT_IN}, else one; at most 1,000 characters each
 * @param zone where the date, time or weekday of an instant is read; absent = UTC
 */
public record Rule(
        String variable,
        Operation operation,
        List<String> values,
        @Nullable ZoneId zone) {
    /** Copies the values. */
    public Rule {
        values = List.copyOf(values);
    }

    /** How a variable is compared. A variable that the event lacks makes every one false but {@link #NOT_EXISTS}. */
    public enum Operation {
        EQUAL,
        NOT_EQUAL,
        /** Equal to any. */
        IN,
        /** Equal to none. */
        NOT_IN,
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS,
        /** A regular expression in RE2 syntax that matches anywhere in the text. */
        MATCHES,
        LESS_THAN,
        LESS_OR_EQUAL,
        GREATER_THAN,
        GREATER_OR_EQUAL,
        /** The event has the variable, and it is not {@code null}. */
        EXISTS,
        NOT_EXISTS;

        /** Whether it compares with nothing. */
        public boolean takesNoValue() {
            return this == EXISTS || this == NOT_EXISTS;
        }

        /** Whether it compares with a list. */
        public boolean takesList() {
            return this == IN || this == NOT_IN;
        }
    }
}
