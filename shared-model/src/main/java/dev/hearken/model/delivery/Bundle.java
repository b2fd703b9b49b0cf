package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Deliveries of one listener that wait together and have not been tried. Their events are not in it: they lie in their
 * topic, and are read there again when there is room for their deliveries. A retry topic carries it, and, since it says
 * where these deliveries stand, {@code hearken.attempts} too.
 *
 * @param tenant whose they are
 * @param listener for whom
 * @param topic where the events lie
 * @param format how their records are read, a value of the header {@code hearken-format}; absent if they name none
 * @param oldest the earliest timestamp of their records, from which the topic's retention counts
 * @param at when it was made
 * @param due not to be tried before
 * @param items the deliveries, at least one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Bundle(
        TenantId tenant,
        ListenerId listener,
        String topic,
        @Nullable String format,
        Instant oldest,
        Instant at,
        Instant due,
        List<Item> items) {
    /**
     * A delivery in a bundle.
     *
     * @param id of the delivery, which also says which of a record's events is meant
     * @param partition where its event lies
     * @param offset where its event lies
     * @param eventId the event's id, of a longer one the first {@value Subject#MAX_LENGTH} characters
     * @param eventType the event's type, literal form
     * @param subject what the event is about
     * @param createdAt when the event was matched
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            DeliveryId id,
            int partition,
            long offset,
            String eventId,
            String eventType,
            @Nullable Subject subject,
            Instant createdAt) {
        /** Insists on what may not be absent and shortens what is too long. */
        public Item {
            requireNonNull(id);
            eventId = Beginning.of(requireNonNull(eventId), Subject.MAX_LENGTH);
            requireNonNull(eventType);
            requireNonNull(createdAt);
        }

        /** What a bundle keeps of this delivery. */
        public static Item of(Delivery delivery) {
            return new Item(
                    delivery.id(),
                    delivery.source().partition(),
                    delivery.source().offset(),
                    delivery.eventId(),
                    delivery.eventType(),
                    delivery.subject(),
                    delivery.createdAt());
        }
    }

    /** Insists on what may not be absent and copies the items. */
    public Bundle {
        requireNonNull(tenant);
        requireNonNull(listener);
        requireNonNull(topic);
        requireNonNull(oldest);
        requireNonNull(at);
        requireNonNull(due);
        items = List.copyOf(items);
    }

    /** The same bundle with some of its deliveries. */
    public Bundle with(List<Item> some) {
        return new Bundle(tenant, listener, topic, format, oldest, at, due, some);
    }

    /** The same bundle, put off once more. */
    public Bundle putOff(Instant now, Instant until) {
        return new Bundle(tenant, listener, topic, format, oldest, now, until, items);
    }

    /** Where each of its deliveries stands: it waits. */
    public List<AttemptRecord> standings() {
        return items.stream()
                .map(item -> new AttemptRecord(
                        item.id(),
                        tenant,
                        listener,
                        0,
                        item.eventId(),
                        item.eventType(),
                        item.subject(),
                        new SourcePosition(topic, item.partition(), item.offset()),
                        item.createdAt(),
                        new Standing(DeliveryStatus.WAITING, at, 0, due, null, null),
                        null,
                        null))
                .toList();
    }
}
