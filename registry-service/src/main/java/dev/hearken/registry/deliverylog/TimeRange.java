package dev.hearken.registry.deliverylog;

import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * From when to when.
 *
 * @param since the first moment, absent: since ever
 * @param until the first moment after it, absent: for ever
 */
public record TimeRange(Optional<Instant> since, Optional<Instant> until) {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    /**
     * Reads the query parameters {@code since} and {@code until}, RFC 3339.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST} if one is no time between the years 2000 and 2100,
     *     or the second is not after the first
     */
    static TimeRange from(MultivaluedMap<String, String> query) {
        TimeRange range = new TimeRange(time(query, "since"), time(query, "until"));
        if (range.since.isPresent()
                && range.until.isPresent()
                && !range.since.get().isBefore(range.until.get())) {
            throw refused("The parameter 'until' must be later than 'since'");
        }
        return range;
    }

    private static Optional<Instant> time(MultivaluedMap<String, String> query, String parameter) {
        return Optional.ofNullable(query.getFirst(parameter)).map(text -> parse(text, parameter));
    }

    private static Instant parse(String text, String parameter) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // The same answer as to a time out of bounds.
        }
        throw refused("The parameter '" + parameter
                + "' must be a time from 2000 to 2100 such as 2026-01-07T02:14:27Z ('+' is written as %2B)");
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }
}
