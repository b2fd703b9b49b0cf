package dev.hearken.registry.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * The thread of this instance's relay.
 *
 * <pre>
 *   verify topic ─▶ try lock ─┬─ taken: stand by, try again
 *      ▲     ▲                └─ mine: open publisher (locks out older ones) ─▶ publish, reconcile, wait ─┐
 *      │     └─ another topic, or emptied: give up publisher and lock ◀──────────────────────────────────┤
 *      └─────── any failure: give up publisher and lock, wait longer and longer ◀────────────────────────┘
 * </pre>
 */
@Singleton
class RelayThread {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final CatalogTopic topic;
    private final RelayLock lock;
    private final RelayTerm term;
    private final RelaySignals signals;
    private final OutboxMetrics metrics;
    private final Outage outage;
    private final Thread thread = new Thread(this::run, "catalog-relay");

    RelayThread(
            CatalogTopic topic,
            RelayLock lock,
            RelayTerm term,
            RelaySignals signals,
            OutboxMetrics metrics,
            Outage outage) {
        this.topic = topic;
        this.lock = lock;
        this.term = term;
        this.signals = signals;
        this.metrics = metrics;
        this.outage = outage;
    }

    void start(@Observes StartupEvent start) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        signals.stop();
        thread.join(STOP_TIMEOUT.toMillis());
        thread.interrupt();
    }

    private void run() {
        while (!signals.isStopped()) {
            try {
                topic.verify();
                takeTurn();
            } catch (RuntimeException e) {
                if (!signals.isStopped()) {
                    metrics.failed();
                    signals.pause(outage.failed(e));
                }
            }
        }
    }

    private void takeTurn() {
        Optional<RelayLock.Held> held = lock.tryAcquire();
        if (held.isPresent()) {
            term.serve(held.get(), topic, signals, outage);
        } else {
            outage.over();
            signals.pause(lock.retryInterval());
        }
    }
}
