package dev.hearken.dispatcher.bundle;

import dev.hearken.format.InboundEvents;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.Bundle.Item;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.listener.ListenerId;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bundle that is being made, and who waits for it. Belongs to one thread at a time. */
final class Gathering {
    private static final int MOST_ITEMS = 256;

    /** Together less than half of what a topic takes in one record, whatever the alphabet. */
    private static final int MOST_CHARACTERS = 100_000;

    private final Key key;
    private final List<Item> items = new ArrayList<>();
    private final List<UniEmitter<? super Void>> emitters = new ArrayList<>();
    private int characters;
    private Instant oldest = Instant.MAX;
    private Instant due = Instant.MIN;

    /** Those of equal keys may wait together. Times of coming back are the same if they are within some seconds. */
    record Key(
            TenantId tenant,
            ListenerId listener,
            String topic,
            @Nullable String format,
            long dueSlot) {
        private static final long SLOT_MILLIS = Duration.ofSeconds(2).toMillis();

        static Key of(Delivery delivery) {
            return new Key(
                    delivery.tenant(),
                    delivery.listener(),
                    delivery.source().topic(),
                    delivery.source().headers().get(InboundEvents.FORMAT_HEADER),
                    delivery.due().toEpochMilli() / SLOT_MILLIS);
        }
    }

    Gathering(Key key) {
        this.key = key;
    }

    Key key() {
        return key;
    }

    /** Takes one more, and the latest time counts: none comes back before it is due. */
    void add(Delivery delivery, UniEmitter<? super Void> emitter) {
        Item item = Item.of(delivery);
        items.add(item);
        characters += characters(item);
        emitters.add(emitter);
        Instant writtenAt = delivery.source().writtenAt();
        oldest = writtenAt != null && writtenAt.isBefore(oldest) ? writtenAt : oldest;
        due = delivery.due().isAfter(due) ? delivery.due() : due;
    }

    private static int characters(Item item) {
        Subject about = item.subject();
        return item.eventId().length()
                + (about == null
                        ? 0
                        : about.workflow().length()
                                + about.execution().length()
                                + (about.task() == null ? 0 : about.task().length()));
    }

    boolean isFull() {
        return items.size() >= MOST_ITEMS || characters >= MOST_CHARACTERS;
    }

    Bundle bundle(Instant now) {
        return new Bundle(key.tenant(), key.listener(), key.topic(), key.format(), oldest, now, due, items);
    }

    /** The broker has the bundle. */
    void done() {
        emitters.forEach(emitter -> emitter.complete(null));
    }

    void failed(Throwable bug) {
        emitters.forEach(emitter -> emitter.fail(bug));
    }
}
