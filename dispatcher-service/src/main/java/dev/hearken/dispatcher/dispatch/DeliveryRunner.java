package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.admission.Admission;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.retry.Redelivery;
import dev.hearken.dispatcher.retry.RetrySchedule;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.dispatcher.telemetry.Settlement;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.FailureReason;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Takes one delivery through admission and one attempt to its settlement, with the listener as it is now. */
@ApplicationScoped
class DeliveryRunner implements Redelivery {
    private final Catalog catalog;
    private final Admission admission;
    private final Attempter attempter;
    private final Settler settler;
    private final DeliveryTelemetry telemetry;
    private final InstantSource time;

    DeliveryRunner(
            Catalog catalog,
            Admission admission,
            Attempter attempter,
            Settler settler,
            DeliveryTelemetry telemetry,
            InstantSource time) {
        this.catalog = catalog;
        this.admission = admission;
        this.attempter = attempter;
        this.settler = settler;
        this.telemetry = telemetry;
        this.time = time;
    }

    @Override
    public Uni<Void> redeliver(Delivery delivery) {
        Optional<CatalogEntry> entry = catalog.current().find(CatalogKey.of(delivery.tenant(), delivery.listener()));
        if (entry.isEmpty()) {
            telemetry.settled(delivery, Settlement.CANCELLED);
            return Uni.createFrom().voidItem();
        }
        if (!entry.get().listener().definition().enabled()) {
            return settler.giveUp(delivery, FailureReason.LISTENER_DISABLED, null);
        }
        if (entry.get().listener().paused()) {
            return waitOn(delivery);
        }
        Optional<Instant> quietUntil = entry.get().trigger().heldUntil(time.instant());
        return quietUntil
                .map(end -> settler.postpone(delivery.withDue(end)))
                .orElseGet(() -> deliver(delivery, entry.get()));
    }

    private Uni<Void> deliver(Delivery delivery, CatalogEntry entry) {
        return admission
                .enter(delivery.listener())
                .chain(ticket -> ticket.fold(
                        admitted -> attempter
                                .attempt(delivery, entry)
                                .eventually(admitted.release())
                                .chain(attempted -> settler.settle(attempted, entry)),
                        refused -> waitOn(delivery)));
    }

    private Uni<Void> waitOn(Delivery delivery) {
        return settler.postpone(delivery.withDue(RetrySchedule.afterRefusal(delivery.createdAt(), time.instant())));
    }
}
