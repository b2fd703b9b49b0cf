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
import java.util.function.Function;

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

    /** Makes ready what the first event would otherwise wait for. */
    public void prepare() {
        matcher.prepare();
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
        BodyRenderer renderer = renderer(event, source, now);
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
        Delivery delivery = delivery(event, source, entry, now);
        return entrance.turnAway(delivery, entry)
                .orElseGet(() -> rendered(delivery, entry, renderer, entrance::deliver));
    }

    /** Delivers the event, which was matched before, to this listener; done when that is settled. */
    Uni<Void> deliverLater(WorkflowEvent event, SourceRecord source, CatalogEntry entry, Instant matchedAt) {
        return rendered(
                delivery(event, source, entry, matchedAt),
                entry,
                renderer(event, source, matchedAt),
                entrance::redeliver);
    }

    private BodyRenderer renderer(WorkflowEvent event, SourceRecord source, Instant matchedAt) {
        return new BodyRenderer(
                event, source.value(), catalog.current().values(event.tenant()).variables(), matchedAt);
    }

    private Uni<Void> rendered(
            Delivery delivery, CatalogEntry entry, BodyRenderer renderer, Function<Delivery, Uni<Void>> next) {
        return renderer.render(entry.source(), delivery.id())
                .fold(
                        body -> next.apply(delivery.withBody(body)),
                        failure -> settler.giveUp(delivery, FailureReason.RENDERING, failure.detail()));
    }

    /** Before its body is made. */
    private static Delivery delivery(WorkflowEvent event, SourceRecord source, CatalogEntry entry, Instant now) {
        return new Delivery(
                DeliveryId.of(
                        event.tenant(),
                        event.source(),
                        event.id(),
                        entry.listener().id()),
                event.tenant(),
                entry.listener().id(),
                event.id(),
                event.type().wireName(),
                source,
                RenderedBody.NONE,
                now,
                now,
                List.of(),
                entry.listener().definition().delivery().ordering() == Ordering.EXECUTION
                        ? new Order(event.executionId(), null)
                        : null,
                Subject.of(event));
    }
}
