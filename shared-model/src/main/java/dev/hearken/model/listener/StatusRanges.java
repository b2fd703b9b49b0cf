package dev.hearken.model.listener;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of HTTP statuses.
 *
 * @param ranges at most 20 of them, which may overlap
 */
public record StatusRanges(List<Range> ranges) {
    /** Every 2xx. */
    public static final StatusRanges SUCCESS = new StatusRanges(List.of(new Range(200, 299)));

    /** The statuses that say that this request, sent again, will be refused again. */
    public static final StatusRanges PERMANENT = of(400, 401, 403, 404, 405, 413, 415, 422);

    private static final Pattern FORM = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

    /** Copies the ranges. */
    public StatusRanges {
        ranges = List.copyOf(ranges);
    }

    private static StatusRanges of(Integer... statuses) {
        return new StatusRanges(List.of(statuses).stream()
                .map(status -> new Range(status, status))
                .toList());
    }

    /**
     * A range of statuses, literal form {@code 404} or {@code 400-499}.
     *
     * @param first 100 to 599
     * @param last 100 to 599, not less than the first
     */
    public record Range(int first, int last) {
        /** Reads the literal form; empty if the text has another or leaves the bounds. */
        public static Optional<Range> parse(String text, int min, int max) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                return Optional.empty();
            }
            int first = Integer.parseInt(form.group(1));
            int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
            return first < min || last > max || first > last ? Optional.empty() : Optional.of(new Range(first, last));
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
