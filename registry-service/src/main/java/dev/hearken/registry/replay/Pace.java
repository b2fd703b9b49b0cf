package dev.hearken.registry.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** So many a second, evenly. Whoever was late may catch up a tenth of a second, no more. For one thread. */
final class Pace {
    private static final long CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long intervalNanos;
    private long due = System.nanoTime();

    /** @param perSecond at least 1 */
    Pace(int perSecond) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Returns when the next may go; at once if the thread is interrupted. */
    void await() {
        for (long wait = due - System.nanoTime();
                wait > 0 && !Thread.currentThread().isInterrupted();
                wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        due = Math.max(due, System.nanoTime() - CATCH_UP_NANOS) + intervalNanos;
    }
}
