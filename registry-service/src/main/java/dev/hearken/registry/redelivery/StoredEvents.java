package dev.hearken.registry.redelivery;

import dev.hearken.format.InboundEvents;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.deliverylog.LoggedDelivery;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Where events are found again: in their topic, or where that keeps them no longer, in the dead letter. */
@Singleton
class StoredEvents {
    private final Map<String, Object> kafka;
    private final RedeliveryConfig config;

    StoredEvents(@Identifier("default-kafka-broker") Map<String, Object> kafka, RedeliveryConfig config) {
        this.kafka = Map.copyOf(kafka);
        this.config = config;
    }

    /** For the events of one request; to be closed. */
    Search open() {
        return new Search(new StoredEventConsumer(kafka, config.readTimeout()));
    }

    /** Looks for one event after the other. */
    static final class Search implements AutoCloseable {
        private final StoredEventConsumer consumer;

        private Search(StoredEventConsumer consumer) {
            this.consumer = consumer;
        }

        /** The record of the delivery's event, empty if nobody has it any more. */
        Optional<SourceRecord> find(TenantId tenant, LoggedDelivery delivery) {
            Optional<SourceRecord> event =
                    consumer.event(delivery.source()).filter(record -> !isOther(tenant, delivery, record));
            return event.isPresent() || !delivery.status().equals(DeliveryStatus.FAILED.wireName())
                    ? event
                    : consumer.deadLetter(delivery);
        }

        /** A topic that was made anew has other events at the same offsets. What only a dispatcher can read passes. */
        private static boolean isOther(TenantId tenant, LoggedDelivery delivery, SourceRecord record) {
            ListenerId listener = new ListenerId(delivery.listener());
            return InboundEvents.decode(
                            tenant, record.headers(), record.value(), delivery.createdAt(), Optional.empty())
                    .fold(
                            events -> events.stream()
                                    .noneMatch(
                                            event -> DeliveryId.of(event.tenant(), event.source(), event.id(), listener)
                                                    .value()
                                                    .equals(delivery.id())),
                            undecodable -> false);
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
