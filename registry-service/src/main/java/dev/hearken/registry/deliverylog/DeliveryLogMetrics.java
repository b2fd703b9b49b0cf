package dev.hearken.registry.deliverylog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The delivery log in numbers. */
@Singleton
class DeliveryLogMetrics {
    private final Clock clock;
    private final Counter written;
    private final Map<Skipped, Counter> skipped = new EnumMap<>(Skipped.class);
    private final Counter dropped;
    private final Counter failures;
    private volatile double lag = Double.NaN;
    private volatile double partitions = Double.NaN;
    private volatile Optional<Instant> maintained = Optional.empty();

    /** Why a record is not in the log. */
    enum Skipped {
        /** It is no record of this version. */
        UNDECODABLE,
        /** It is older than the retention. */
        EXPIRED,
        /** The database takes no such values, or its time lies in the future. */
        REFUSED
    }

    DeliveryLogMetrics(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.written = Counter.builder("hearken.delivery.log.written")
                .description("Records that the log has")
                .register(meters);
        for (Skipped reason : Skipped.values()) {
            skipped.put(
                    reason,
                    Counter.builder("hearken.delivery.log.skipped")
                            .description("Records that the log has not")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        this.dropped = Counter.builder("hearken.delivery.log.days.dropped")
                .description("Days that were dropped because they were older than the retention")
                .register(meters);
        this.failures = Counter.builder("hearken.delivery.log.maintenance.failures")
                .description("Times that days could not be made or dropped")
                .register(meters);
        Gauge.builder("hearken.delivery.log.lag", this, metrics -> metrics.lag)
                .description("Records of this instance's partitions that are not written yet")
                .register(meters);
        Gauge.builder("hearken.delivery.log.days", this, metrics -> metrics.partitions)
                .description("Days that the log has, those to come included")
                .register(meters);
        TimeGauge.builder("hearken.delivery.log.maintenance.age", this, TimeUnit.SECONDS, metrics -> metrics.age())
                .description("Time since days were last made and dropped by this instance without a failure")
                .register(meters);
    }

    private double age() {
        return maintained
                .map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    void written(int records) {
        written.increment(records);
    }

    void skipped(Skipped reason, int records) {
        Optional.ofNullable(skipped.get(reason)).ifPresent(counter -> counter.increment(records));
    }

    void lag(long records) {
        lag = records;
    }

    void maintained(int days, int daysDropped) {
        partitions = days;
        dropped.increment(daysDropped);
        maintained = Optional.of(clock.instant());
    }

    void maintenanceFailed() {
        failures.increment();
    }
}
