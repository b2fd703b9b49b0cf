package dev.hearken.registry.outbox;

import dev.hearken.registry.outbox.OutboxRepository.Dirt;
import dev.hearken.registry.outbox.Reconciler.Difference;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The outbox in numbers. The gauges are a few seconds old, so that a scrape never waits for the database. */
@Singleton
class OutboxMetrics {
    private final OutboxRepository rows;
    private final Clock clock;
    private final Counter published;
    private final Counter failures;
    private final Map<Difference, Counter> differences = new EnumMap<>(Difference.class);
    private volatile Optional<Dirt> dirt = Optional.empty();
    private volatile boolean active;

    OutboxMetrics(OutboxRepository rows, Clock clock, MeterRegistry meters) {
        this.rows = rows;
        this.clock = clock;
        this.published = Counter.builder("hearken.outbox.published")
                .description("Objects published to the catalog topic, deletions included")
                .register(meters);
        this.failures = Counter.builder("hearken.outbox.failures")
                .description("Times that the relay had to start over because Kafka or PostgreSQL was away")
                .register(meters);
        for (Difference difference : Difference.values()) {
            differences.put(
                    difference,
                    Counter.builder("hearken.outbox.differences")
                            .description("Objects that the catalog topic showed otherwise than the database")
                            .tag("difference", difference.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        Gauge.builder("hearken.outbox.dirty", this, metrics -> metrics.dirty())
                .description("Objects that are not published yet; not a number while PostgreSQL is away")
                .register(meters);
        TimeGauge.builder("hearken.outbox.oldest.age", this, TimeUnit.SECONDS, metrics -> metrics.oldestAge())
                .description("How long the longest waiting object has not been published")
                .register(meters);
        Gauge.builder("hearken.outbox.relay.active", this, metrics -> metrics.active ? 1 : 0)
                .description("1 on the instance whose relay is active, else 0")
                .register(meters);
    }

    private double dirty() {
        return dirt.map(found -> (double) found.count()).orElse(Double.NaN);
    }

    private double oldestAge() {
        return dirt.map(found -> found.oldest().map(this::age).orElse(0.0)).orElse(Double.NaN);
    }

    private double age(Instant since) {
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    @Scheduled(every = "5s", identity = "outbox-gauges", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        try {
            dirt = Optional.of(QuarkusTransaction.requiringNew().call(rows::dirt));
        } catch (RuntimeException e) {
            // The outage itself is reported by whoever needs the database; here the number is merely unknown.
            dirt = Optional.empty();
        }
    }

    void published(int objects) {
        published.increment(objects);
    }

    void failed() {
        failures.increment();
    }

    void different(Difference difference) {
        Optional.ofNullable(differences.get(difference)).ifPresent(Counter::increment);
    }

    void active(boolean now) {
        active = now;
    }
}
