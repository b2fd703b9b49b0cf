package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.auth.AuthorizedSender;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.dispatcher.rendering.RequestSource;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.language.template.RenderFailure;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.Exchange;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.StatusRanges;
import dev.hearken.rendering.RenderedRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Renders, sends, judges and reports one attempt. */
@Singleton
class Attempter {
    private static final Duration INSTANT = Duration.ofSeconds(1);

    private final RequestSource requests;
    private final Excerpts excerpts;
    private final AuthorizedSender sender;
    private final DeliveryTelemetry telemetry;
    private final InstantSource time;
    private final InstanceName instance;

    Attempter(
            RequestSource requests,
            Excerpts excerpts,
            AuthorizedSender sender,
            DeliveryTelemetry telemetry,
            InstantSource time,
            InstanceName instance) {
        this.requests = requests;
        this.excerpts = excerpts;
        this.sender = sender;
        this.telemetry = telemetry;
        this.time = time;
        this.instance = instance;
    }

    /** What was sent, if anything could be, and what came of it. */
    private record Sent(Optional<RenderedRequest> request, AttemptResult result) {}

    /**
     * An attempt that was just made, and what it means.
     *
     * @param before the delivery as it was tried
     * @param exchange as it is shown to people
     */
    record Attempted(Delivery before, Attempt attempt, Duration duration, Outcome outcome, Exchange exchange) {
        /** The delivery with this attempt. */
        Delivery delivery() {
            return before.withAttempt(attempt);
        }
    }

    /** Makes one attempt; if no connection came about at once it dials once more, within the same attempt. */
    Uni<Attempted> attempt(Delivery delivery, CatalogEntry entry) {
        return telemetry.isRoom()
                ? attemptNow(delivery, entry)
                : telemetry.room().chain(() -> attemptNow(delivery, entry));
    }

    private Uni<Attempted> attemptNow(Delivery delivery, CatalogEntry entry) {
        Instant startedAt = time.instant();
        long started = System.nanoTime();
        return send(delivery, entry)
                .chain(first -> isWorthAnother(first.result(), since(started))
                        ? again(delivery, entry)
                        : Uni.createFrom().item(first))
                .map(sent -> judge(delivery, entry, sent, startedAt, since(started)));
    }

    private Attempted judge(Delivery delivery, CatalogEntry entry, Sent sent, Instant startedAt, Duration duration) {
        StatusRanges success = entry.callback().successStatus();
        StatusRanges permanent = entry.listener().definition().delivery().permanentStatus();
        Outcome outcome = OutcomeClassifier.classify(sent.result(), success, permanent, time.instant());
        Exchange exchange = excerpts.of(delivery, entry, sent.request(), sent.result());
        return new Attempted(delivery, attempt(delivery, startedAt, duration, outcome), duration, outcome, exchange);
    }

    /** A url with the host and port where an attempt would go. */
    String target(Delivery delivery, CatalogEntry entry) {
        return requests.target(delivery, entry);
    }

    private Uni<Sent> send(Delivery delivery, CatalogEntry entry) {
        return requests.next(delivery, entry)
                .fold(
                        request -> sender.send(request).map(result -> new Sent(Optional.of(request), result)),
                        failure -> unsendable(failure).map(result -> new Sent(Optional.empty(), result)));
    }

    private Uni<Sent> again(Delivery delivery, CatalogEntry entry) {
        telemetry.dialledAgain();
        return send(delivery, entry);
    }

    /** The endpoint has got nothing, so nothing can arrive twice. */
    private static boolean isWorthAnother(AttemptResult result, Duration duration) {
        return duration.compareTo(INSTANT) < 0
                && result.fold(
                        answered -> false,
                        failed -> failed.nothingSent() && isConnection(failed.reason()),
                        unsendable -> false);
    }

    private static boolean isConnection(FailureReason reason) {
        return reason == FailureReason.CONNECT_FAILED || reason == FailureReason.CONNECTION_LOST;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
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
        return new Attempt(
                delivery.nextAttempt(),
                startedAt,
                duration.toMillis(),
                instance.value(),
                outcome.answered(),
                outcome.reason(),
                outcome.detail());
    }

    /** Makes an attempt that counts known to the world. */
    void report(Attempted attempted, CatalogEntry entry) {
        telemetry.attempted(
                attempted.before(),
                entry.listener().revision(),
                attempted.attempt(),
                attempted.duration(),
                attempted.exchange());
    }
}
