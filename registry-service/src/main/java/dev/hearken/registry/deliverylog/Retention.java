package dev.hearken.registry.deliverylog;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes the days to come and drops those that are older than the retention. */
@Singleton
class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final Partitions partitions;
    private final Days days;
    private final DeliveryLogMetrics metrics;

    Retention(Partitions partitions, Days days, DeliveryLogMetrics metrics) {
        this.partitions = partitions;
        this.days = days;
        this.metrics = metrics;
    }

    @Scheduled(
            every = "${registry.delivery-log.maintenance-interval}",
            identity = "delivery-log-retention",
            concurrentExecution = ConcurrentExecution.SKIP)
    void maintain() {
        try {
            partitions.ensure(days.ahead());
            List<LocalDate> dropped = partitions.dropBefore(days.oldest());
            metrics.maintained(partitions.list().size(), dropped.size());
            if (!dropped.isEmpty()) {
                LOG.infof("delivery log: dropped the days %s, older than the retention", dropped);
            }
        } catch (LogUnavailableException e) {
            metrics.maintenanceFailed();
            LOG.warnf("delivery log: days were not made or dropped, the next look tries again: %s", e.getMessage());
        }
    }
}
