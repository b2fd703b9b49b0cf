package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.matching.ListenerMatcher;
import dev.hearken.dispatcher.rendering.CallbackRenderer;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Listener;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** From an event to its deliveries: done when each of them is settled. */
@ApplicationScoped
public class Dispatcher {
    private final ListenerMatcher matcher;
    private final DeliveryRunner runner;
    private final DeliveryTelemetry telemetry;
    private final InstantSource time;

    Dispatcher(ListenerMatcher matcher, DeliveryRunner runner, DeliveryTelemetry telemetry, InstantSource time) {
        this.matcher = matcher;
        this.runner = runner;
        this.telemetry = telemetry;
        this.time = time;
    }

    /** Delivers the event to every listener that hears it. */
    public Uni<Void> dispatch(WorkflowEvent event, SourceRecord source) {
        List<CatalogEntry> matches = matcher.match(event);
        telemetry.matched(matches.size());
        if (matches.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        CallbackRenderer renderer = new CallbackRenderer(event);
        List<Uni<Void>> deliveries = matches.stream()
                .map(entry -> runner.deliver(delivery(event, source, entry.listener(), renderer)))
                .toList();
        return deliveries.size() == 1
                ? deliveries.get(0)
                : Uni.join().all(deliveries).andCollectFailures().replaceWithVoid();
    }

    private Delivery delivery(WorkflowEvent event, SourceRecord source, Listener listener, CallbackRenderer renderer) {
        Instant now = time.instant();
        return new Delivery(
                DeliveryId.of(event.tenant(), event.source(), event.id(), listener.id()),
                event.tenant(),
                listener.id(),
                event.id(),
                event.type().wireName(),
                source,
                renderer.render(listener.definition().callback()),
                now,
                now,
                List.of());
    }
}
