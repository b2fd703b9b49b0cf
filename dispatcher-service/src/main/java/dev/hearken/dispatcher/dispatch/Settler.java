package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.bundle.Bundles;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.deadletter.DeadLetterPublisher;
import dev.hearken.dispatcher.dispatch.Attempter.Attempted;
import dev.hearken.dispatcher.dispatch.Outcome.RetryableFailure;
import dev.hearken.dispatcher.retry.RetrySchedule;
import dev.hearken.dispatcher.retry.WaitingRoom;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.dispatcher.telemetry.Settlement;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.FailureReason;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Settles deliveries: done when the endpoint has it, or the broker has its retry or its dead letter. */
@Singleton
class Settler {
    private final DeadLetterPublisher deadLetters;
    private final Bundles bundles;
    private final DeliveryTelemetry telemetry;
    private final InstantSource time;
    private final RandomGenerator random;

    Settler(
            DeadLetterPublisher deadLetters,
            Bundles bundles,
            DeliveryTelemetry telemetry,
            InstantSource time,
            RandomGenerator random) {
        this.deadLetters = deadLetters;
        this.bundles = bundles;
        this.telemetry = telemetry;
        this.time = time;
        this.random = random;
    }

    /** When the delivery is too old to be tried. */
    static Instant endOf(Delivery delivery, CatalogEntry entry) {
        return delivery.createdAt()
                .plus(entry.listener().definition().delivery().maxAge());
    }

    /** After an attempt. */
    Uni<Void> settle(Attempted attempted, CatalogEntry entry, WaitingRoom waiting) {
        Delivery delivery = attempted.delivery();
        return attempted
                .outcome()
                .fold(
                        delivered -> {
                            telemetry.settled(delivery, Settlement.DELIVERED);
                            return Uni.createFrom().voidItem();
                        },
                        retryable -> retry(delivery, entry, retryable, waiting),
                        permanent -> giveUp(delivery, permanent.reason(), permanent.detail()),
                        gone -> giveUp(delivery, FailureReason.GONE, null));
    }

    private Uni<Void> retry(Delivery delivery, CatalogEntry entry, RetryableFailure failure, WaitingRoom waiting) {
        if (delivery.isTest()) {
            return giveUp(delivery, failure.reason(), failure.detail());
        }
        return RetrySchedule.afterFailure(
                        entry.listener().definition().delivery(),
                        delivery.attempts().size(),
                        failure.retryAfter(),
                        time.instant(),
                        random)
                .map(due -> await(delivery, entry, due, Settlement.RESCHEDULED, waiting))
                .orElseGet(() -> giveUp(delivery, failure.reason(), failure.detail()));
    }

    /**
     * Without an attempt: later.
     *
     * @param notBefore when to ask again, if that is known
     */
    Uni<Void> postpone(Delivery delivery, CatalogEntry entry, Optional<Instant> notBefore, WaitingRoom waiting) {
        Instant due = notBefore.orElseGet(() -> RetrySchedule.afterRefusal(delivery.createdAt(), time.instant()));
        return await(delivery, entry, due, Settlement.POSTPONED, waiting);
    }

    /**
     * Without an attempt, and with nothing made from its event that has to stay as it is: later, in a bundle if that
     * may be.
     */
    Uni<Void> postponeUntried(Delivery delivery, CatalogEntry entry, Optional<Instant> notBefore, WaitingRoom waiting) {
        Instant due = notBefore.orElseGet(() -> RetrySchedule.afterRefusal(delivery.createdAt(), time.instant()));
        return bundles.takes(delivery) && bundles.isSoon(due)
                ? bundle(delivery, entry, due)
                : await(delivery, entry, due, Settlement.POSTPONED, waiting);
    }

    /** Without an attempt: later, in a bundle. */
    Uni<Void> bundle(Delivery delivery, CatalogEntry entry, Instant due) {
        return bundles.add(delivery.withDue(earlier(due, endOf(delivery, entry))));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Not later than its end, where it becomes a dead letter, as it does at once where it is too large to wait. */
    private Uni<Void> await(
            Delivery delivery, CatalogEntry entry, Instant due, Settlement settlement, WaitingRoom waiting) {
        Instant end = endOf(delivery, entry);
        if (!time.instant().isBefore(end)) {
            return giveUp(delivery, FailureReason.EXPIRED, null);
        }
        return waiting.publishIfItFits(delivery.withDue(earlier(due, end))).chain(fits -> {
            if (!fits) {
                return giveUp(delivery, FailureReason.TOO_LARGE, null);
            }
            telemetry.settled(delivery, settlement);
            return Uni.createFrom().voidItem();
        });
    }

    /** For good; a test leaves no dead letter, since nobody wants it sent again. */
    Uni<Void> giveUp(Delivery delivery, FailureReason reason, @Nullable String detail) {
        if (delivery.isTest()) {
            telemetry.testFailed(delivery, reason, detail);
            return Uni.createFrom().voidItem();
        }
        return deadLetters.publish(delivery, reason, detail).invoke(() -> telemetry.gaveUp(delivery, reason, detail));
    }

    /** Its listener is gone, or somebody has called it off, and nobody misses it. */
    Uni<Void> cancel(Delivery delivery) {
        telemetry.settled(delivery, Settlement.CANCELLED);
        return Uni.createFrom().voidItem();
    }
}
