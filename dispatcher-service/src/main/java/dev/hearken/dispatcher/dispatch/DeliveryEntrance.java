package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.admission.Origin;
import dev.hearken.dispatcher.bundle.Bundles;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.owned.OwnedPublisher;
import dev.hearken.dispatcher.owned.OwnerKey;
import dev.hearken.dispatcher.retry.Redelivery;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.dispatcher.telemetry.Settlement;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.DeliveryPolicy;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where deliveries come in, new or due again: those that need a single owner go to it, the others run here. */
@Singleton
class DeliveryEntrance implements Redelivery {
    private final Catalog catalog;
    private final DeliveryRunner runner;
    private final OwnedPublisher owned;
    private final Bundles bundles;
    private final Settler settler;
    private final DeliveryTelemetry telemetry;

    DeliveryEntrance(
            Catalog catalog,
            DeliveryRunner runner,
            OwnedPublisher owned,
            Bundles bundles,
            Settler settler,
            DeliveryTelemetry telemetry) {
        this.catalog = catalog;
        this.runner = runner;
        this.owned = owned;
        this.bundles = bundles;
        this.settler = settler;
        this.telemetry = telemetry;
    }

    /** Takes a delivery that comes straight from its event. */
    Uni<Void> deliver(Delivery delivery) {
        return enter(delivery, Origin.FRESH);
    }

    /**
     * Takes a delivery, as yet without its body, if it has to wait in any case; otherwise it is to come with its body.
     */
    Optional<Uni<Void>> turnAway(Delivery delivery, CatalogEntry entry) {
        boolean needsOwner = OwnerKey.of(
                        delivery, Optional.of(entry.listener().definition().delivery()))
                .isPresent();
        return needsOwner || !bundles.takes(delivery)
                ? Optional.empty()
                : runner.turnAway(entry, 1, delivery.createdAt(), Origin.FRESH)
                        .filter(bundles::isSoon)
                        .map(until -> settler.bundle(delivery, entry, until));
    }

    @Override
    public Uni<Void> redeliver(Delivery delivery) {
        return enter(delivery, delivery.isTest() ? Origin.TEST : Origin.RETRIED);
    }

    private Uni<Void> enter(Delivery delivery, Origin origin) {
        Optional<DeliveryPolicy> policy = catalog.current()
                .find(CatalogKey.of(delivery.tenant(), delivery.listener()))
                .map(CatalogEntry::listener)
                .map(listener -> listener.definition().delivery());
        return OwnerKey.of(delivery, policy)
                .map(key -> handOver(delivery, key))
                .orElseGet(() -> runner.run(delivery, origin));
    }

    private Uni<Void> handOver(Delivery delivery, String ownerKey) {
        return owned.publishIfItFits(delivery, ownerKey).chain(fits -> {
            if (!fits) {
                return settler.giveUp(delivery, FailureReason.TOO_LARGE, null);
            }
            telemetry.settled(delivery, Settlement.HANDED_OVER);
            return Uni.createFrom().voidItem();
        });
    }
}
