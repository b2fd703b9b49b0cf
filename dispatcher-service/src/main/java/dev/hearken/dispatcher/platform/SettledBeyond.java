package dev.hearken.dispatcher.platform;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records of one partition that are done although one before them is not. It goes with a commit as its metadata, so
 * that whoever reads on from that offset leaves them out; without it, one hanging request would repeat everything
 * behind it after a crash.
 *
 * <p>Literal form: {@code beyond:2-7,9-9}, first and last of each run of records, counted from the committed offset;
 * empty if there is none. What does not fit into {@value #MAX_LENGTH} characters is left out and only costs duplicates.
 */
final class SettledBeyond {
    /** A broker takes 4,096 bytes by default ({@code offset.metadata.max.bytes}). */
    static final int MAX_LENGTH = 4000;

    static final SettledBeyond NOTHING = new SettledBeyond(new TreeMap<>());

    private static final String PREFIX = "beyond:";
    private static final Pattern RUN = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private final NavigableMap<Long, Long> runs;

    private SettledBeyond(NavigableMap<Long, Long> runs) {
        this.runs = runs;
    }

    /** Reads what {@link Builder#text} wrote; text of any other form says nothing. */
    static SettledBeyond parse(long committed, String metadata) {
        if (!metadata.startsWith(PREFIX)) {
            return NOTHING;
        }
        NavigableMap<Long, Long> runs = new TreeMap<>();
        for (String run : metadata.substring(PREFIX.length()).split(",", -1)) {
            Matcher matcher = RUN.matcher(run);
            if (!matcher.matches()) {
                return NOTHING;
            }
            runs.put(committed + Long.parseLong(matcher.group(1)), committed + Long.parseLong(matcher.group(2)));
        }
        return new SettledBeyond(runs);
    }

    boolean contains(long offset) {
        var run = runs.floorEntry(offset);
        return run != null && offset <= run.getValue();
    }

    /** The runs that end at this offset or later. */
    NavigableMap<Long, Long> from(long offset) {
        NavigableMap<Long, Long> later = new TreeMap<>(runs.tailMap(offset, true));
        var across = runs.lowerEntry(offset);
        if (across != null && across.getValue() >= offset) {
            later.put(offset, across.getValue());
        }
        return Collections.unmodifiableNavigableMap(later);
    }

    /** Writes the literal form, run by run in ascending order. */
    static final class Builder {
        private final long committed;
        private final StringBuilder text = new StringBuilder();

        Builder(long committed) {
            this.committed = committed;
        }

        void add(long first, long last) {
            String run = (text.isEmpty() ? PREFIX : ",") + (first - committed) + "-" + (last - committed);
            if (text.length() + run.length() <= MAX_LENGTH) {
                text.append(run);
            }
        }

        String text() {
            return text.toString();
        }
    }
}
