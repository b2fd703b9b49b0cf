package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Order;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.DeliveryPolicy.Ordering;
import dev.hearken.rendering.BodyRenderer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Begins a new run of a delivery because somebody asked for it. Its identity is that of all its runs, and the moment of
 * asking tells them apart. Its body is rendered with the listener as it is now.
 */
@Singleton
public class OnDemand {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Catalog catalog;
    private final DeliveryEntrance entrance;
    private final Settler settler;
    private final InstantSource time;

    OnDemand(Catalog catalog, DeliveryEntrance entrance, Settler settler, InstantSource time) {
        this.catalog = catalog;
        this.entrance = entrance;
        this.settler = settler;
        this.time = time;
    }

    /** Whether this event of the asked record is meant. */
    public static boolean isMeant(WorkflowEvent event, Redelivery asked) {
        return event.tenant().equals(asked.tenant())
                && (asked.delivery() == null || asked.delivery().equals(id(event, asked)));
    }

    /** Delivers the event; done when it is settled. */
    public Uni<Void> deliver(WorkflowEvent event, SourceRecord source, Redelivery asked) {
        return known(asked, time.instant().plus(PATIENCE)).chain(() -> begin(event, source, asked));
    }

    private boolean isKnown(Redelivery asked) {
        Long wanted = asked.revision();
        return wanted == null
                || find(asked)
                        .filter(entry -> entry.listener().revision() >= wanted)
                        .isPresent();
    }

    /** Whoever has just changed a listener and sends to it means the listener as it is now. */
    private Uni<Void> known(Redelivery asked, Instant end) {
        return isKnown(asked) || time.instant().isAfter(end)
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(LOOK_AGAIN).chain(() -> known(asked, end));
    }

    private Optional<CatalogEntry> find(Redelivery asked) {
        return catalog.current().find(CatalogKey.of(asked.tenant(), asked.listener()));
    }

    private Uni<Void> begin(WorkflowEvent event, SourceRecord source, Redelivery asked) {
        DeliveryId id = id(event, asked);
        Optional<CatalogEntry> found = find(asked);
        if (found.isEmpty()) {
            return settler.cancel(delivery(id, event, source, asked, RenderedBody.NONE, null));
        }
        CatalogEntry entry = found.get();
        Order order = order(event, entry, asked);
        return renderer(event, source)
                .render(entry.source(), id)
                .fold(
                        body -> entrance.redeliver(delivery(id, event, source, asked, body, order)),
                        failure -> settler.giveUp(
                                delivery(id, event, source, asked, RenderedBody.NONE, order),
                                FailureReason.RENDERING,
                                failure.detail()));
    }

    private BodyRenderer renderer(WorkflowEvent event, SourceRecord source) {
        return new BodyRenderer(
                event, source.value(), catalog.current().values(event.tenant()).variables(), time.instant());
    }

    /** A test does not stand behind events that wait. */
    private static @Nullable Order order(WorkflowEvent event, CatalogEntry entry, Redelivery asked) {
        boolean isOrdered = entry.listener().definition().delivery().ordering() == Ordering.EXECUTION;
        return isOrdered && asked.reason() != Redelivery.Reason.TEST ? new Order(event.executionId(), null) : null;
    }

    private static DeliveryId id(WorkflowEvent event, Redelivery asked) {
        return DeliveryId.of(event.tenant(), event.source(), event.id(), asked.listener());
    }

    private static Delivery delivery(
            DeliveryId id,
            WorkflowEvent event,
            SourceRecord source,
            Redelivery asked,
            RenderedBody body,
            @Nullable Order order) {
        return new Delivery(
                id,
                event.tenant(),
                asked.listener(),
                event.id(),
                event.type().wireName(),
                source,
                body,
                asked.askedAt(),
                asked.askedAt(),
                List.of(),
                order,
                Subject.of(event),
                asked.reason());
    }
}
