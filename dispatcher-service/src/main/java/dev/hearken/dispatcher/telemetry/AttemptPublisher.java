package dev.hearken.dispatcher.telemetry;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Writes what the delivery log is made of. No delivery waits for its own record; but while Kafka does not take the
 * records and too many have piled up, no further attempt begins.
 */
@ApplicationScoped
class AttemptPublisher {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final RecordPublisher records;
    private final long maxPending;
    private final AtomicLong pending = new AtomicLong();

    AttemptPublisher(RecordPublisher records, TelemetryConfig config, MeterRegistry meters) {
        this.records = records;
        this.maxPending = config.maxPending().asLongValue();
        Gauge.builder("hearken.attempts.pending.bytes", pending, AtomicLong::get)
                .description("Records of the delivery log that Kafka has not confirmed yet")
                .register(meters);
    }

    void publish(AttemptRecord attempt) {
        byte[] key = attempt.delivery().value().getBytes(StandardCharsets.UTF_8);
        byte[] value = DeliveryJson.write(attempt);
        pending.addAndGet(value.length);
        records.publish(Topics.ATTEMPTS, key, new RecordHeaders(), value)
                .onTermination()
                .invoke(() -> pending.addAndGet(-value.length))
                .subscribe()
                .with(done -> {});
    }

    /** Completes as soon as less than the bound is pending. */
    Uni<Void> room() {
        return isRoom() ? Uni.createFrom().voidItem() : waitForRoom();
    }

    private boolean isRoom() {
        return pending.get() < maxPending;
    }

    private Uni<Void> waitForRoom() {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(LOOK_AGAIN)
                .repeat()
                .until(again -> isRoom())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
