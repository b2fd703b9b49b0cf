package dev.hearken.dispatcher.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** How many attempts succeeded and failed of late, counted in slices of a tenth of the window. Immutable. */
final class OutcomeWindow {
    static final OutcomeWindow EMPTY = new OutcomeWindow(0, new int[0], new int[0]);

    private static final int SLICES = 10;

    /** Number of the newest slice since 1970. */
    private final long newest;

    /** By slice, the newest first. */
    private final int[] successes;

    private final int[] failures;

    private OutcomeWindow(long newest, int[] successes, int[] failures) {
        this.newest = newest;
        this.successes = successes;
        this.failures = failures;
    }

    /** With one attempt more. */
    OutcomeWindow with(boolean success, Instant now, Duration window) {
        long slice = Math.max(newest, now.toEpochMilli() / (window.toMillis() / SLICES));
        int[] nextSuccesses = shifted(successes, slice - newest);
        int[] nextFailures = shifted(failures, slice - newest);
        (success ? nextSuccesses : nextFailures)[0]++;
        return new OutcomeWindow(slice, nextSuccesses, nextFailures);
    }

    private static int[] shifted(int[] counts, long slices) {
        int[] shifted = new int[SLICES];
        if (slices < counts.length) {
            System.arraycopy(counts, 0, shifted, (int) slices, counts.length - (int) slices);
        }
        return shifted;
    }

    int failures() {
        return Arrays.stream(failures).sum();
    }

    int attempts() {
        return failures() + Arrays.stream(successes).sum();
    }
}
