package dev.hearken.model.listener;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statuses that count as success.
 *
 * @param ranges 1 to 20 of them
 */
public record StatusRanges(List<Range> ranges) {
    /** Every 2xx. */
    public static final StatusRanges SUCCESS = new StatusRanges(List.of(new Range(200, 299)));

    private static final Pattern FORM = Pattern.compile("(2[0-9]{2})(?:-(2[0-9]{2}))?");

    /** Copies the ranges. */
    public StatusRanges {
        ranges = List.copyOf(ranges);
    }

    /**
     * A range of statuses, literal form {@code 200} or {@code 200-299}.
     *
     * @param first 200 to 299
     * @param last 200 to 299, not less than the first
     */
    public record Range(int first, int last) {
        /** Reads the literal form; empty if the text has another or the status is no 2xx. */
        static Optional<Range> parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                return Optional.empty();
            }
            int first = Integer.parseInt(form.group(1));
            int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
            return first > last ? Optional.empty() : Optional.of(new Range(first, last));
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    /** Whether the status is one of them. */
    public boolean contains(int status) {
        for (Range range : ranges) {
            if (status >= range.first() && status <= range.last()) {
                return true;
            }
        }
        return false;
    }
}
