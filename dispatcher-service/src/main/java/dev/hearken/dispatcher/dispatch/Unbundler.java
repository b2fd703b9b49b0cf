package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.admission.Origin;
import dev.hearken.dispatcher.bundle.Bundles;
import dev.hearken.dispatcher.cancellation.Cancellations;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.platform.EventReader;
import dev.hearken.dispatcher.retry.BundleRedelivery;
import dev.hearken.format.Decoding;
import dev.hearken.format.InboundEvents;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.Bundle.Item;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.event.WorkflowEvent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes some deliveries out of a bundle that is due, if there is room for them:
 *
 * <pre>
 *   room? ─┬─ no ──▶ all are put off as they are
 *          └─ yes ─┬─ the first few ─▶ their events read ─▶ delivered, or turned away one by one
 *                  └─ the rest ──────▶ retry topic, due at once
 * </pre>
 */
@Singleton
class Unbundler implements BundleRedelivery {
    /** As many as may well be too many for a listener, so that those before them tell about the others. */
    private static final int AT_ONCE = 64;

    private final Catalog catalog;
    private final Cancellations cancellations;
    private final DeliveryRunner runner;
    private final Bundles bundles;
    private final EventReader events;
    private final Dispatcher dispatcher;
    private final Settler settler;
    private final InstantSource time;
    private final AtomicInteger underway = new AtomicInteger();

    Unbundler(
            Catalog catalog,
            Cancellations cancellations,
            DeliveryRunner runner,
            Bundles bundles,
            EventReader events,
            Dispatcher dispatcher,
            Settler settler,
            InstantSource time) {
        this.catalog = catalog;
        this.cancellations = cancellations;
        this.runner = runner;
        this.bundles = bundles;
        this.events = events;
        this.dispatcher = dispatcher;
        this.settler = settler;
        this.time = time;
    }

    @Override
    public int underway() {
        return underway.get();
    }

    @Override
    public Uni<Void> redeliver(Bundle bundle) {
        Map<Boolean, List<Item>> byWish = bundle.items().stream()
                .collect(Collectors.partitioningBy(item -> cancellations.contains(pointer(bundle, item))));
        List<Item> wanted = byWish.getOrDefault(false, List.of());
        return cancel(bundle, byWish.getOrDefault(true, List.of()))
                .chain(() -> wanted.isEmpty() ? Uni.createFrom().voidItem() : admit(bundle.with(wanted)));
    }

    private Uni<Void> cancel(Bundle bundle, List<Item> items) {
        return all(items.stream()
                .map(item -> settler.cancel(pointer(bundle, item)))
                .toList());
    }

    private Uni<Void> admit(Bundle bundle) {
        Optional<CatalogEntry> found = catalog.current().find(CatalogKey.of(bundle.tenant(), bundle.listener()));
        if (found.isEmpty()) {
            return cancel(bundle, bundle.items());
        }
        CatalogEntry entry = found.get();
        return turnAway(bundle, entry)
                .map(until -> bundles.putOff(bundle, until))
                .orElseGet(() -> some(bundle, entry));
    }

    /** Not those that have reached their end, whose events will not stay for long, or that would wait for too long. */
    private Optional<Instant> turnAway(Bundle bundle, CatalogEntry entry) {
        Item first = bundle.items().get(0);
        Instant end = Settler.endOf(pointer(bundle, first), entry);
        return time.instant().isBefore(end) && bundles.takes(bundle)
                ? runner.turnAway(entry, bundle.items().size(), first.createdAt(), Origin.RETRIED)
                        .map(until -> until.isBefore(end) ? until : end)
                        .filter(bundles::isSoon)
                : Optional.empty();
    }

    /** The rest comes back by itself, so that a crash repeats no more than some of a bundle. */
    private Uni<Void> some(Bundle bundle, CatalogEntry entry) {
        List<Item> items = bundle.items();
        int count = Math.min(items.size(), AT_ONCE);
        Uni<Void> rest = count == items.size()
                ? Uni.createFrom().voidItem()
                : bundles.comeBack(bundle.with(items.subList(count, items.size())));
        return rest.chain(() -> read(bundle, entry, items.subList(0, count)));
    }

    private Uni<Void> read(Bundle bundle, CatalogEntry entry, List<Item> items) {
        Map<Integer, List<Item>> byPartition = items.stream().collect(Collectors.groupingBy(Item::partition));
        return all(byPartition.entrySet().stream()
                .map(part -> events.read(
                                bundle.topic(),
                                part.getKey(),
                                part.getValue().stream().map(Item::offset).toList())
                        .chain(records -> all(part.getValue().stream()
                                .map(item -> counted(deliver(bundle, item, entry, records)))
                                .toList())))
                .toList());
    }

    private Uni<Void> counted(Uni<Void> delivery) {
        underway.incrementAndGet();
        return delivery.onTermination().invoke(underway::decrementAndGet);
    }

    private Uni<Void> deliver(Bundle bundle, Item item, CatalogEntry entry, Map<Long, SourceRecord> records) {
        return Optional.ofNullable(records.get(item.offset()))
                .map(record -> bundle.format() == null
                        ? record
                        : record.withHeader(InboundEvents.FORMAT_HEADER, bundle.format()))
                .flatMap(record -> event(bundle, item, record)
                        .map(event -> dispatcher.deliverLater(event, record, entry, item.createdAt())))
                .orElseGet(() -> settler.giveUp(pointer(bundle, item), FailureReason.EVENT_GONE, null));
    }

    /** The item's event, empty if the record holds another: then it lies where the right one has lain. */
    private static Optional<WorkflowEvent> event(Bundle bundle, Item item, SourceRecord record) {
        Instant recordTime = record.writtenAt() == null ? item.createdAt() : record.writtenAt();
        Decoding decoding =
                InboundEvents.decode(bundle.tenant(), record.headers(), record.value(), recordTime, Optional.empty());
        return decoding.fold(List::stream, undecodable -> Stream.<WorkflowEvent>empty())
                .filter(event -> DeliveryId.of(event.tenant(), event.source(), event.id(), bundle.listener())
                        .equals(item.id()))
                .findFirst();
    }

    /** What can be said of a delivery without its event. */
    private static Delivery pointer(Bundle bundle, Item item) {
        SourceRecord place =
                new SourceRecord(bundle.topic(), item.partition(), item.offset(), null, Map.of(), new byte[0]);
        return new Delivery(
                item.id(),
                bundle.tenant(),
                bundle.listener(),
                item.eventId(),
                item.eventType(),
                place,
                RenderedBody.NONE,
                item.createdAt(),
                bundle.due(),
                List.of(),
                null,
                item.subject());
    }

    private static Uni<Void> all(List<Uni<Void>> unis) {
        return unis.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(unis).andCollectFailures().replaceWithVoid();
    }
}
