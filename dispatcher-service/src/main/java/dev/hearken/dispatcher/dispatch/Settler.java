package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.deadletter.DeadLetterPublisher;
import dev.hearken.dispatcher.dispatch.Attempter.Attempted;
import dev.hearken.dispatcher.dispatch.Outcome.RetryableFailure;
import dev.hearken.dispatcher.retry.RetryPublisher;
import dev.hearken.dispatcher.retry.RetrySchedule;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.dispatcher.telemetry.Settlement;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.FailureReason;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Settles deliveries: done when the endpoint has it, or the broker has its retry or its dead letter. */
@ApplicationScoped
class Settler {
    private final RetryPublisher retries;
    private final DeadLetterPublisher deadLetters;
    private final DeliveryTelemetry telemetry;
    private final InstantSource time;
    private final RandomGenerator random;

    Settler(
            RetryPublisher retries,
            DeadLetterPublisher deadLetters,
            DeliveryTelemetry telemetry,
            InstantSource time,
            RandomGenerator random) {
        this.retries = retries;
        this.deadLetters = deadLetters;
        this.telemetry = telemetry;
        this.time = time;
        this.random = random;
    }

    /** After an attempt. */
    Uni<Void> settle(Attempted attempted, CatalogEntry entry) {
        Delivery delivery = attempted.delivery();
        return attempted
                .outcome()
                .fold(
                        delivered -> {
                            telemetry.settled(delivery, Settlement.DELIVERED);
                            return Uni.createFrom().voidItem();
                        },
                        retryable -> retry(delivery, entry, retryable),
                        permanent -> giveUp(delivery, permanent.reason(), permanent.detail()));
    }

    private Uni<Void> retry(Delivery delivery, CatalogEntry entry, RetryableFailure failure) {
        return RetrySchedule.afterFailure(
                        entry.listener().definition().delivery(),
                        delivery.attempts().size(),
                        time.instant(),
                        random)
                .map(due -> publish(delivery.withDue(due), Settlement.RESCHEDULED))
                .orElseGet(() -> giveUp(delivery, failure.reason(), failure.detail()));
    }

    /** Without an attempt: later, at the delivery's due time. */
    Uni<Void> postpone(Delivery delivery) {
        return publish(delivery, Settlement.POSTPONED);
    }

    private Uni<Void> publish(Delivery delivery, Settlement settlement) {
        return retries.publish(delivery).invoke(() -> telemetry.settled(delivery, settlement));
    }

    /** For good. */
    Uni<Void> giveUp(Delivery delivery, FailureReason reason, @Nullable String detail) {
        return deadLetters
                .publish(delivery, reason, detail)
                .invoke(() -> telemetry.settled(delivery, Settlement.DEAD_LETTERED));
    }
}
