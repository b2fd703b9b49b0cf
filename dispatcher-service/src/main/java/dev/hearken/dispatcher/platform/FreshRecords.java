package dev.hearken.dispatcher.platform;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of the records that were taken a moment ago are still on their way. What stays for longer waits for
 * endpoints; what is fresh waits for this instance, and to take more of it would only lengthen the line and give the
 * collector more to copy. Belongs to the polling thread; only {@link Mark#done} may be called from elsewhere.
 */
final class FreshRecords {
    /** From this amount on none is taken. */
    static final int MOST = 512;

    private static final long MOMENT_NANOS = Duration.ofMillis(25).toNanos();

    private Mark latest = new Mark();
    private Mark before = new Mark();
    private long since;

    FreshRecords(long now) {
        this.since = now;
    }

    /** What was taken within one moment. */
    static final class Mark {
        private final AtomicInteger left = new AtomicInteger();

        /** One of the records is done; safe from any thread. */
        void done() {
            left.decrementAndGet();
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
        if (now - since >= MOMENT_NANOS) {
            before = now - since >= 2 * MOMENT_NANOS ? new Mark() : latest;
            latest = new Mark();
            since = now;
        }
        return latest.left.get() + before.left.get();
    }
}
