package dev.hearken.registry.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failures in windows of time, each of which begins with the first failure in it. Holds at most {@value #MOST}
 * counts, the latest used.
 */
final class FailureCounts {
    static final int MOST = 10_000;

    private static final float LOAD_FACTOR = 0.75f;

    private final Duration window;
    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Failures in a window.
     *
     * @param end when they are forgotten
     */
    record Count(int failures, Instant end) {}

    FailureCounts(Duration window, Clock clock) {
        this.window = window;
        this.clock = clock;
    }

    /** Counts one failure more, and returns how many there are now. */
    synchronized Count add(String who) {
        Count before = of(who);
        Count now = new Count(before.failures() + 1, before.end());
        counts.put(who, now);
        return now;
    }

    /** How many there are now; of none the end is that of a window that would begin now. */
    synchronized Count of(String who) {
        Instant now = clock.instant();
        Count count = counts.get(who);
        return count != null && now.isBefore(count.end()) ? count : new Count(0, now.plus(window));
    }
}
