package dev.hearken.dispatcher.retry;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110 §10.2.3): seconds, or a date. Pure. */
public final class RetryAfter {
    /** Nobody waits longer: the longest step of a schedule is a day. */
    private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

    private RetryAfter() {}

    /**
     * How long to wait, at most a day; empty if the header is absent, of another form, or says a time that has passed.
     *
     * @param retryAfter the header's value, null if absent
     * @param date the header {@code Date} of the same response: a date is relative to the clock that wrote it; null if
     *     absent
     * @param now used where {@code date} is absent or of another form
     */
    public static Optional<Duration> parse(@Nullable String retryAfter, @Nullable String date, Instant now) {
        if (retryAfter == null) {
            return Optional.empty();
        }
        String text = retryAfter.trim();
        Optional<Duration> wait = SECONDS.matcher(text).matches()
                ? Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(text), MAX_SECONDS)))
                : date(text)
                        .map(at -> Duration.between(
                                Optional.ofNullable(date)
                                        .flatMap(RetryAfter::date)
                                        .orElse(now),
                                at));
        return wait.filter(duration -> !duration.isNegative() && !duration.isZero())
                .map(duration -> duration.toSeconds() > MAX_SECONDS ? Duration.ofSeconds(MAX_SECONDS) : duration);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
