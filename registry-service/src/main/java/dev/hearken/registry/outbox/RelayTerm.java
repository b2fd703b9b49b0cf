package dev.hearken.registry.outbox;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** The time during which this instance's relay is the active one. */
@Singleton
class RelayTerm {
    private static final Logger LOG = Logger.getLogger(RelayTerm.class);

    private final CatalogPublishers publishers;
    private final Relay relay;
    private final Reconciler reconciler;
    private final OutboxMetrics metrics;
    private final OutboxConfig config;
    private final Clock clock;

    RelayTerm(
            CatalogPublishers publishers,
            Relay relay,
            Reconciler reconciler,
            OutboxMetrics metrics,
            OutboxConfig config,
            Clock clock) {
        this.publishers = publishers;
        this.relay = relay;
        this.reconciler = reconciler;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Publishes and reconciles until it is told to stop, or until the topic is another one or was emptied: then whoever
     * is active next begins with a comparison. Gives up the lock in any case.
     *
     * @throws CatalogUnavailableException if Kafka or the lock is not to be had any more
     */
    void serve(RelayLock.Held held, CatalogTopic topic, RelaySignals signals, Outage outage) {
        try (held;
                CatalogWatch watch = topic.watch(clock);
                CatalogPublisher publisher = publishers.open()) {
            LOG.info("This instance's relay is active");
            metrics.active(true);
            Instant nextComparison = clock.instant();
            boolean marked = true;
            while (!signals.isStopped() && !watch.hasChanged()) {
                signals.forgetChanges();
                held.check();
                boolean more = relay.publishBatch(publisher);
                outage.over();
                if (!more && !marked) {
                    // Everything that the comparison found missing is on the topic by now.
                    publisher.mark();
                    marked = true;
                }
                if (!more && !clock.instant().isBefore(nextComparison)) {
                    Reconciler.Comparison comparison = reconciler.reconcile();
                    marked = comparison.marked();
                    more = comparison.differences() > 0 || !marked;
                    nextComparison = clock.instant().plus(config.reconcileEvery());
                }
                signals.awaitChange(more ? Duration.ZERO : config.pollInterval());
            }
            if (!signals.isStopped()) {
                LOG.warn("The catalog topic was made anew or emptied: what it lacks is published again");
            }
        } finally {
            metrics.active(false);
        }
    }
}
