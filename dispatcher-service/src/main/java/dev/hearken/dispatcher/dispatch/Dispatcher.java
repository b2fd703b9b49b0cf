package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.matching.ListenerMatcher;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Order;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.DeliveryPolicy.Ordering;
import dev.hearken.rendering.BodyRenderer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** From an event to its deliveries: done when each of them is settled. */
@Singleton
public class Dispatcher {
    private final ListenerMatcher matcher;
    private final Catalog catalog;
    private final DeliveryEntrance entrance;
    private final Settler settler;
    private final DeliveryTelemetry telemetry;
    private final InstantSource time;
    private final AtomicInteger underway = new AtomicInteger();

    Dispatcher(
            ListenerMatcher matcher,
            Catalog catalog,
            DeliveryEntrance entrance,
            Settler settler,
            DeliveryTelemetry telemetry,
            InstantSource time) {
        this.matcher = matcher;
        this.catalog = catalog;
        this.entrance = entrance;
        this.settler = settler;
        this.telemetry = telemetry;
        this.time = time;
    }

    /** Deliveries of events that are not settled yet. */
    public int underway() {
        return underway.get();
    }

    /** Delivers the event to every listener that fires. */
    public Uni<Void> dispatch(WorkflowEvent event, SourceRecord source) {
        Instant now = time.instant();
        List<CatalogEntry> fired = matcher.match(event, source.value(), now);
        telemetry.matched(fired.size());
        if (fired.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        BodyRenderer renderer = new BodyRenderer(
                event, source.value(), catalog.current().values(event.tenant()).variables(), now);
        List<Uni<Void>> deliveries = fired.stream()
                .map(entry -> counted(deliver(event, source, entry, renderer, now)))
                .toList();
        return deliveries.size() == 1
                ? deliveries.get(0)
                : Uni.join().all(deliveries).andCollectFailures().replaceWithVoid();
    }

    private Uni<Void> counted(Uni<Void> delivery) {
        underway.incrementAndGet();
        return delivery.onTermination().invoke(underway::decrementAndGet);
    }

    private Uni<Void> deliver(
            WorkflowEvent event, SourceRecord source, CatalogEntry entry, BodyRenderer renderer, Instant now) {
        DeliveryId id = DeliveryId.of(
                event.tenant(), event.source(), event.id(), entry.listener().id());
        return renderer.render(entry.source(), id)
                .fold(
                        body -> entrance.deliver(delivery(id, event, source, entry, body, now)),
                        failure -> settler.giveUp(
                                delivery(id, event, source, entry, RenderedBody.NONE, now),
                                FailureReason.RENDERING,
                                failure.detail()));
    }

    private static Delivery delivery(
            DeliveryId id,
            WorkflowEvent event,
            SourceRecord source,
            CatalogEntry entry,
            RenderedBody body,
            Instant now) {
        return new Delivery(
                id,
                event.tenant(),
                entry.listener().id(),
                event.id(),
                event.type().wireName(),
                source,
                body,
                now,
                now,
                List.of(),
                entry.listener().definition().delivery().ordering() == Ordering.EXECUTION
                        ? new Order(event.executionId(), null)
                        : null,
                Subject.of(event));
    }
}
