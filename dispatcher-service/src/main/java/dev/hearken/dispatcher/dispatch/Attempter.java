package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.dispatcher.rendering.RequestSigner;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.Transport;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.StatusRanges;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Signs, sends, judges and reports one attempt. */
@ApplicationScoped
class Attempter {
    private final RequestSigner signer;
    private final Transport transport;
    private final DeliveryTelemetry telemetry;
    private final InstantSource time;
    private final InstanceName instance;

    Attempter(
            RequestSigner signer,
            Transport transport,
            DeliveryTelemetry telemetry,
            InstantSource time,
            InstanceName instance) {
        this.signer = signer;
        this.transport = transport;
        this.telemetry = telemetry;
        this.time = time;
        this.instance = instance;
    }

    /** A delivery with the attempt that was just made, and what it means. */
    record Attempted(Delivery delivery, Outcome outcome) {}

    Uni<Attempted> attempt(Delivery delivery, CatalogEntry entry) {
        Instant startedAt = time.instant();
        long started = System.nanoTime();
        StatusRanges success = entry.listener().definition().callback().fold(HttpCallback::successStatus);
        Uni<AttemptResult> result =
                signer.sign(delivery, entry).map(transport::send).orElseGet(Attempter::unsigned);
        return result.map(came -> {
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            Outcome outcome = OutcomeClassifier.classify(came, success);
            Attempt attempt = attempt(delivery, startedAt, duration, outcome);
            telemetry.attempted(delivery, entry.listener().revision(), attempt, duration);
            return new Attempted(delivery.withAttempt(attempt), outcome);
        });
    }

    /**
     * Not on the caller's stack: the slot that it frees admits the next, whose attempt may fail the same way, and so
     * on.
     */
    private static Uni<AttemptResult> unsigned() {
        return Uni.createFrom()
                .<AttemptResult>item(new AttemptResult.Failed(FailureReason.SIGNING))
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    private Attempt attempt(Delivery delivery, Instant startedAt, Duration duration, Outcome outcome) {
        @Nullable
        FailureReason reason = outcome.<@Nullable FailureReason>fold(
                delivered -> null, retryable -> retryable.reason(), permanent -> permanent.reason());
        @Nullable
        Integer status = outcome.<@Nullable Integer>fold(
                delivered -> delivered.status(), retryable -> retryable.status(), permanent -> permanent.status());
        return new Attempt(delivery.nextAttempt(), startedAt, duration.toMillis(), instance.value(), status, reason);
    }
}
