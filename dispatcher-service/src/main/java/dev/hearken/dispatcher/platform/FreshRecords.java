package dev.hearken.dispatcher.platform;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of the records that were taken a moment ago are still on their way, and how many may be. What stays for
 * longer waits for endpoints; what is fresh waits for this instance, and to take much more of it than gets done would
 * only lengthen the line and give the collector more to copy. Belongs to the polling thread; only {@link Mark#done} may
 * be called from elsewhere.
 */
final class FreshRecords {
    private static final int LEAST = 16;
    private static final int MOST = 512;
    private static final long MOMENT_NANOS = Duration.ofMillis(25).toNanos();

    private final AtomicInteger done = new AtomicInteger();
    private int most = LEAST;
    private Mark latest = new Mark(done);
    private Mark before = new Mark(done);
    private long since;

    FreshRecords(long now) {
        this.since = now;
    }

    /** What was taken within one moment. */
    static final class Mark {
        private final AtomicInteger done;
        private final AtomicInteger left = new AtomicInteger();

        private Mark(AtomicInteger done) {
            this.done = done;
        }

        /** One of the records is done; safe from any thread. */
        void done() {
            left.decrementAndGet();
            done.incrementAndGet();
        }
    }

    /** A record is taken, and is to say so when it is done. */
    Mark taken() {
        latest.left.incrementAndGet();
        return latest;
    }

    /**
     * Records that are not done and were taken within the last moment or two.
     *
     * @param now in nanoseconds, of a clock that never jumps
     */
    int count(long now) {
        long elapsed = now - since;
        if (elapsed >= MOMENT_NANOS) {
            most = (int) Math.min(MOST, LEAST + done.getAndSet(0) * MOMENT_NANOS / elapsed * 5 / 4);
            before = elapsed >= 2 * MOMENT_NANOS ? new Mark(done) : latest;
            latest = new Mark(done);
            since = now;
        }
        return latest.left.get() + before.left.get();
    }

    /**
     * From which amount on none is taken: somewhat more than got done within the last moment, so that an instance that
     * warms up, or recovers, takes as much as it can do.
     */
    int most() {
        return most;
    }
}
