package dev.hearken.benchmarks.delivery.receiver;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the id of a benchmark's event says: literal form {@code <number>.<microseconds since 1970>}. Callbacks carry the
 * id as a header, so the receiver need not read bodies.
 *
 * @param number from 0
 * @param dueMicros when the event was to be published
 */
public record EventMark(int number, long dueMicros) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\.(\\d{1,18})");

    /** Reads {@link #toId}; empty for anything else. */
    public static Optional<EventMark> parse(String id) {
        Matcher form = FORM.matcher(id);
        return form.matches()
                ? Optional.of(new EventMark(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    /** The event's id. */
    public String toId() {
        return number + "." + dueMicros;
    }
}
