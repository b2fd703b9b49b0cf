package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The ways in which engines write times and durations. */
public final class EventTimes {
    private static final Pattern WITHOUT_ZONE =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?");

    private static final int MAX_DURATION = 100;

    /** What RFC 3339 has four digits for. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private EventTimes() {}

    /** Reads RFC 3339. */
    static Optional<Instant> rfc3339(String text) {
        return Rfc3339.parse(text);
    }

    /**
     * Reads what engines write: RFC 3339, {@code 2026-01-02 03:04:05[.ffffff]} in UTC, or milliseconds since 1970. Zero
     * milliseconds and the text of that moment mean that there is no time.
     */
    public static Optional<Instant> of(JsonNode value) {
        Optional<Instant> time = Optional.empty();
        if (value.isTextual()) {
            String text = value.textValue();
            time = WITHOUT_ZONE.matcher(text).matches() ? rfc3339(text.replace(' ', 'T') + "Z") : rfc3339(text);
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
            time = ofMillis(value.longValue());
        }
        return time.filter(moment -> !moment.equals(Instant.EPOCH) && isWritable(moment));
    }

    private static Optional<Instant> ofMillis(long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        return isWritable(time) ? Optional.of(time) : Optional.empty();
    }

    /** Reads an ISO 8601 duration such as {@code PT1.847529443S}. */
    static Optional<Duration> duration(JsonNode value) {
        if (!value.isTextual() || value.textValue().length() > MAX_DURATION) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(value.textValue()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whole milliseconds between the two; empty if there are more than a long holds. */
    static Optional<Long> millis(Duration duration) {
        try {
            return Optional.of(duration.toMillis());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** The moment this long afterwards; empty if there is none. */
    static Optional<Instant> after(Instant start, Duration duration) {
        try {
            Instant end = start.plus(duration);
            return isWritable(end) ? Optional.of(end) : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static boolean isWritable(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }
}
