package dev.hearken.language;

import dev.hearken.model.listener.Rule.Operation;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static dev.hearken.model.listener.Rule.Operation.CONTAINS;
import static dev.hearken.model.listener.Rule.Operation.ENDS_WITH;
import static dev.hearken.model.listener.Rule.Operation.EQUAL;
import static dev.hearken.model.listener.Rule.Operation.EXISTS;
import static dev.hearken.model.listener.Rule.Operation.GREATER_OR_EQUAL;
import static dev.hearken.model.listener.Rule.Operation.GREATER_THAN;
import static dev.hearken.model.listener.Rule.Operation.IN;
import static dev.hearken.model.listener.Rule.Operation.LESS_OR_EQUAL;
import static dev.hearken.model.listener.Rule.Operation.LESS_THAN;
import static dev.hearken.model.listener.Rule.Operation.MATCHES;
import static dev.hearken.model.listener.Rule.Operation.NOT_EQUAL;
import static dev.hearken.model.listener.Rule.Operation.NOT_EXISTS;
import static dev.hearken.model.listener.Rule.Operation.NOT_IN;
import static dev.hearken.model.listener.Rule.Operation.STARTS_WITH;

/** What a variable holds, and so which operations rules may use on it. */
enum VariableType {
    STRING,
    NUMBER,
    BOOLEAN,
    INSTANT,
    DATE,
    TIME,
    WEEKDAY,
    /** Whatever the event holds; each value is judged by its own looks. */
    UNKNOWN;

    /** The operations that fit. */
    Set<Operation> operations() {
        return switch (this) {
            case STRING ->
                EnumSet.of(EQUAL, NOT_EQUAL, IN, NOT_IN, STARTS_WITH, ENDS_WITH, CONTAINS, MATCHES, EXISTS, NOT_EXISTS);
            case NUMBER ->
                EnumSet.of(
                        EQUAL,
                        NOT_EQUAL,
                        IN,
                        NOT_IN,
                        LESS_THAN,
                        LESS_OR_EQUAL,
                        GREATER_THAN,
                        GREATER_OR_EQUAL,
                        EXISTS,
                        NOT_EXISTS);
            case BOOLEAN -> EnumSet.of(EQUAL, NOT_EQUAL, EXISTS, NOT_EXISTS);
            case INSTANT, DATE, TIME ->
                EnumSet.of(LESS_THAN, LESS_OR_EQUAL, GREATER_THAN, GREATER_OR_EQUAL, EXISTS, NOT_EXISTS);
            case WEEKDAY -> EnumSet.of(EQUAL, NOT_EQUAL, IN, NOT_IN, EXISTS, NOT_EXISTS);
            case UNKNOWN -> EnumSet.allOf(Operation.class);
        };
    }

    /** The value that the text stands for, comparable with others of the type; null if it stands for none. */
    @Nullable
    Object parse(String text) {
        return switch (this) {
            case STRING -> text;
            case NUMBER -> ScalarText.number(text);
            case BOOLEAN -> ScalarText.bool(text);
            case INSTANT -> ScalarText.instant(text);
            case DATE -> ScalarText.date(text);
            case TIME -> ScalarText.time(text);
            case WEEKDAY -> ScalarText.weekday(text);
            case UNKNOWN -> UntypedValue.of(text);
        };
    }

    /** The form that its values are written in, for an owner who used another. */
    String form() {
        return switch (this) {
            case STRING, UNKNOWN -> "a text";
            case NUMBER -> "a number, such as 12 or 0.5";
            case BOOLEAN -> "true or false";
            case INSTANT -> "a time with its offset, such as 2026-01-07T02:15:00Z";
            case DATE -> "a date, such as 2026-01-07";
            case TIME -> "a time of day, HH:MM or HH:MM:SS";
            case WEEKDAY -> "a weekday, such as MONDAY";
        };
    }
}
