package dev.hearken.registry.replay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** So many a second, evenly. Whoever was late may catch up a tenth of a second, no more. For one thread. */
final class Pace {
    private static final long CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private long intervalNanos;
    private long last;

    /** @param perSecond above 0; the first may go at once */
    Pace(double perSecond) {
        change(perSecond);
        last = System.nanoTime() - intervalNanos;
    }

    /**
     * From now on so many a second.
     *
     * @param perSecond above 0
     */
    void change(double perSecond) {
        intervalNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /**
     * Waits until the next may go, but not longer than this; whether it may. If the thread is interrupted, it may at
     * once.
     */
    boolean await(Duration longest) {
        long begin = System.nanoTime();
        long wait = last + intervalNanos - begin;
        park(begin, Math.min(wait, longest.toNanos()));
        if (wait > longest.toNanos() && !Thread.currentThread().isInterrupted()) {
            return false;
        }
        last = Math.max(last + intervalNanos, System.nanoTime() - CATCH_UP_NANOS);
        return true;
    }

    private static void park(long begin, long nanos) {
        for (long left = nanos;
                left > 0 && !Thread.currentThread().isInterrupted();
                left = begin + nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
