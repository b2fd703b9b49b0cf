package dev.hearken.registry.deliverylog;

import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.registry.deliverylog.DeliveryLogMetrics.Skipped;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Takes batches of records; what can never be written is counted and passed over, so that it holds nothing up. */
@Singleton
class DeliveryLog {
    private static final Logger LOG = Logger.getLogger(DeliveryLog.class);

    private final DeliveryLogRepository rows;
    private final Partitions partitions;
    private final Days days;
    private final DeliveryLogMetrics metrics;

    DeliveryLog(DeliveryLogRepository rows, Partitions partitions, Days days, DeliveryLogMetrics metrics) {
        this.rows = rows;
        this.partitions = partitions;
        this.days = days;
        this.metrics = metrics;
    }

    /**
     * Writes a batch.
     *
     * @throws LogUnavailableException if the database is away: nothing, or only a part, is written, and it may be
     *     written again
     */
    void write(List<AttemptRecord> batch) {
        List<AttemptRecord> keepable = batch.stream().filter(this::isKept).toList();
        if (!keepable.isEmpty()) {
            partitions.ensure(daysOf(keepable));
            try {
                writeAll(keepable);
            } catch (LogUnavailableException e) {
                again(keepable, e);
            }
        }
    }

    /** By its attempt, which may be long after the delivery began, or by the delivery if there was none. */
    private boolean isKept(AttemptRecord record) {
        var time = Optional.ofNullable(record.attempt())
                .map(Attempt::startedAt)
                .orElse(record.standing().at());
        if (days.isPast(time)) {
            metrics.skipped(Skipped.EXPIRED, 1);
            return false;
        }
        if (days.isFuture(time) || days.isFuture(record.createdAt())) {
            refused(record, "its clock is days ahead of this one");
            return false;
        }
        return true;
    }

    private Set<LocalDate> daysOf(List<AttemptRecord> batch) {
        Set<LocalDate> needed = new HashSet<>();
        for (AttemptRecord record : batch) {
            Attempt attempt = record.attempt();
            if (attempt != null) {
                needed.add(Days.of(attempt.startedAt()));
            }
            if (!days.isPast(record.createdAt())) {
                needed.add(Days.of(record.createdAt()));
            }
        }
        return needed;
    }

    private void writeAll(List<AttemptRecord> batch) {
        rows.write(
                batch.stream().filter(record -> record.attempt() != null).toList(),
                Standings.of(batch.stream()
                        .filter(record -> !days.isPast(record.createdAt()))
                        .toList()));
        metrics.written(batch.size());
    }

    /** A day may be missing that another instance dropped; if not, halves find the one bad record in a few steps. */
    private void again(List<AttemptRecord> batch, LogUnavailableException cause) {
        if (!cause.isAboutValues()) {
            throw cause;
        }
        partitions.forget();
        partitions.ensure(daysOf(batch));
        writeOrSplit(batch);
    }

    private void writeOrSplit(List<AttemptRecord> batch) {
        try {
            writeAll(batch);
        } catch (LogUnavailableException e) {
            if (!e.isAboutValues()) {
                throw e;
            }
            if (batch.size() == 1) {
                refused(batch.get(0), String.valueOf(e.getMessage()));
            } else {
                int half = batch.size() / 2;
                writeOrSplit(batch.subList(0, half));
                writeOrSplit(batch.subList(half, batch.size()));
            }
        }
    }

    private void refused(AttemptRecord record, String why) {
        metrics.skipped(Skipped.REFUSED, 1);
        LOG.errorf("delivery log: passed over a record of %s: %s", record.delivery(), why);
    }
}
