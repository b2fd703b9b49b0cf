package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.dispatcher.rendering.RequestSource;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.Transport;
import dev.hearken.language.template.RenderFailure;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.StatusRanges;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Renders, sends, judges and reports one attempt. */
@ApplicationScoped
class Attempter {
    private final RequestSource requests;
    private final Transport transport;
    private final DeliveryTelemetry telemetry;
    private final InstantSource time;
    private final InstanceName instance;

    Attempter(
            RequestSource requests,
            Transport transport,
            DeliveryTelemetry telemetry,
            InstantSource time,
            InstanceName instance) {
        this.requests = requests;
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
        StatusRanges success = entry.callback().successStatus();
        Uni<AttemptResult> result = requests.next(delivery, entry).fold(transport::send, Attempter::unsendable);
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
    private static Uni<AttemptResult> unsendable(RenderFailure failure) {
        FailureReason reason = failure.reason() == Reason.SECRET ? FailureReason.SECRET : FailureReason.RENDERING;
        return Uni.createFrom()
                .<AttemptResult>item(new AttemptResult.Unsendable(reason, failure.detail()))
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    private Attempt attempt(Delivery delivery, Instant startedAt, Duration duration, Outcome outcome) {
        @Nullable
        FailureReason reason = outcome.<@Nullable FailureReason>fold(
                delivered -> null, retryable -> retryable.reason(), permanent -> permanent.reason());
        @Nullable
        Integer status = outcome.<@Nullable Integer>fold(
                delivered -> delivered.status(), retryable -> retryable.status(), permanent -> permanent.status());
        @Nullable
        String detail = outcome.<@Nullable String>fold(
                delivered -> null, retryable -> retryable.detail(), permanent -> permanent.detail());
        return new Attempt(
                delivery.nextAttempt(), startedAt, duration.toMillis(), instance.value(), status, reason, detail);
    }
}
