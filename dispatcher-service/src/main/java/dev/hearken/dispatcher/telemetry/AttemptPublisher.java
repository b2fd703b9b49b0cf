package dev.hearken.dispatcher.telemetry;

import dev.hearken.dispatcher.platform.BackgroundPublisher;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Writes what the delivery log is made of. No delivery waits for its own record; but while Kafka does not take the
 * records and too many have piled up, no further attempt begins.
 */
@Singleton
class AttemptPublisher {
    /** What a record weighs beside its excerpts: ids, times, headers. */
    private static final int BASE_WEIGHT = 1024;

    private final BackgroundPublisher records;
    private final long maxPending;
    private final AtomicLong pending = new AtomicLong();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    AttemptPublisher(BackgroundPublisher records, TelemetryConfig config, MeterRegistry meters) {
        this.records = records;
        this.maxPending = config.maxPending().asLongValue();
        Gauge.builder("hearken.attempts.pending.bytes", pending, AtomicLong::get)
                .description("Records of the delivery log that Kafka has not confirmed yet")
                .register(meters);
    }

    void publish(AttemptRecord attempt) {
        publish(attempt.delivery().value(), () -> DeliveryJson.write(attempt), BASE_WEIGHT + excerptWeight(attempt));
    }

    void publish(Bundle bundle, byte[] written) {
        publish(bundle.listener().value(), () -> written, written.length);
    }

    private void publish(String key, Supplier<byte[]> value, long weight) {
        pending.addAndGet(weight);
        records.publish(Topics.ATTEMPTS, key, value, () -> confirmed(weight));
    }

    private void confirmed(long weight) {
        pending.addAndGet(-weight);
        letGo();
    }

    private void letGo() {
        Runnable next = isRoom() ? waiting.poll() : null;
        while (next != null) {
            next.run();
            next = isRoom() ? waiting.poll() : null;
        }
    }

    private static long excerptWeight(AttemptRecord attempt) {
        return attempt.exchange() == null ? 0 : attempt.exchange().weight();
    }

    /** Whether less than the bound is pending. */
    boolean isRoom() {
        return pending.get() < maxPending;
    }

    /** Completes as soon as there {@link #isRoom}, on another thread. */
    Uni<Void> room() {
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    waiting.add(() -> emitter.complete(null));
                    // What it waits for may have been confirmed before it was known to wait.
                    letGo();
                })
                .emitOn(Infrastructure.getDefaultExecutor());
    }
}
