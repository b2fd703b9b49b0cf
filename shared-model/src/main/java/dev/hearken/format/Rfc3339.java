package dev.hearken.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Reads times of RFC 3339 §5.6 with up to nine decimals of a second, as every event has one: {@code DateTimeFormatter}
 * takes ten times as long for it. Leap seconds are refused.
 */
final class Rfc3339 {
    private static final int MAX_DECIMALS = 9;

    private final String text;
    private int next;

    private Rfc3339(String text) {
        this.text = text;
    }

    /** The moment, empty if the text is not of that form or names no moment. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(new Rfc3339(text).instant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Instant instant() {
        int year = digits(4);
        expect('-', '-');
        int month = digits(2);
        expect('-', '-');
        int day = digits(2);
        expect('T', 't');
        int hour = digits(2);
        expect(':', ':');
        int minute = digits(2);
        expect(':', ':');
        int second = digits(2);
        int nanos = decimals();
        LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
        Instant instant = local.toInstant(offset());
        if (next < text.length()) {
            throw malformed();
        }
        return instant;
    }

    private int decimals() {
        if (peek() != '.') {
            return 0;
        }
        next++;
        int nanos = 0;
        int count = 0;
        while (peek() >= '0' && peek() <= '9' && count < MAX_DECIMALS) {
            nanos = nanos * 10 + digits(1);
            count++;
        }
        if (count == 0) {
            throw malformed();
        }
        for (int i = count; i < MAX_DECIMALS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private ZoneOffset offset() {
        char sign = peek();
        next++;
        if (sign == 'Z' || sign == 'z') {
            return ZoneOffset.UTC;
        }
        if (sign != '+' && sign != '-') {
            throw malformed();
        }
        int hours = digits(2);
        expect(':', ':');
        int minutes = digits(2);
        return sign == '-' ? ZoneOffset.ofHoursMinutes(-hours, -minutes) : ZoneOffset.ofHoursMinutes(hours, minutes);
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            char c = peek();
            if (c < '0' || c > '9') {
                throw malformed();
            }
            value = value * 10 + (c - '0');
            next++;
        }
        return value;
    }

    private void expect(char one, char other) {
        char c = peek();
        if (c != one && c != other) {
            throw malformed();
        }
        next++;
    }

    private char peek() {
        return next < text.length() ? text.charAt(next) : '\0';
    }

    private static DateTimeException malformed() {
        return new DateTimeException("not a time of RFC 3339");
    }
}
