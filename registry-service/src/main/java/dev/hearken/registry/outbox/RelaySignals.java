package dev.hearken.registry.outbox;

import dev.hearken.registry.outbox.Outbox.CatalogChanged;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What the relay's thread waits for: a change of this instance, the end of a pause, the order to stop. */
@Singleton
class RelaySignals {
    private static final Logger LOG = Logger.getLogger(RelaySignals.class);

    private final Semaphore changes = new Semaphore(0);
    private final CountDownLatch stop = new CountDownLatch(1);

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) CatalogChanged change) {
        changes.release();
    }

    /** Tells the thread to stop; it does not start again. */
    void stop() {
        stop.countDown();
        changes.release();
    }

    boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Changes up to now are about to be looked at. */
    void forgetChanges() {
        changes.drainPermits();
    }

    /** Waits for a change since {@link #forgetChanges}, but not longer than this. */
    void awaitChange(Duration longest) {
        try {
            boolean changed = changes.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
            LOG.tracef("changed=%s", changed);
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }

    /** Waits, and is not hurried by changes. */
    void pause(Duration duration) {
        try {
            boolean stopped = stop.await(duration.toMillis(), TimeUnit.MILLISECONDS);
            LOG.tracef("stopped=%s", stopped);
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }
}
