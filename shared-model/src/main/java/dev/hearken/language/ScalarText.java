package dev.hearken.language;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values in their text forms; a text that has another form is no value. */
final class ScalarText {
    /** Reading a number takes time that grows with the square of its length. */
    private static final int MAX_NUMBER = 1_000;

    private static final int MAX_TIME = 64;

    private ScalarText() {}

    /** {@code 12}, {@code -0.5}, {@code 1E3}. */
    static @Nullable BigDecimal number(String text) {
        if (text.isEmpty() || text.length() > MAX_NUMBER || Character.isLetter(text.charAt(0))) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** {@code true} or {@code false} in any case. */
    static @Nullable Boolean bool(String text) {
        return text.equalsIgnoreCase("true") ? Boolean.TRUE : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }

    /** {@code 2026-01-07T02:15:00Z}, or with an offset (RFC 3339). */
    static @Nullable Instant instant(String text) {
        if (!startsWithDigit(text)) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code 2026-01-07}. */
    static @Nullable LocalDate date(String text) {
        if (!startsWithDigit(text)) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code 08:00} or {@code 08:00:30}. */
    static @Nullable LocalTime time(String text) {
        if (!startsWithDigit(text)) {
            return null;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code MONDAY} or {@code MON} in any case. */
    static @Nullable DayOfWeek weekday(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equals(name) || (name.length() == 3 && day.name().startsWith(name))) {
                return day;
            }
        }
        return null;
    }

    private static boolean startsWithDigit(String text) {
        return !text.isEmpty() && text.length() <= MAX_TIME && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }
}
