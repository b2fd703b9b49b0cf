package dev.hearken.dispatcher.intake;

import dev.hearken.dispatcher.deadletter.InvalidEventPublisher;
import dev.hearken.dispatcher.dispatch.OnDemand;
import dev.hearken.dispatcher.platform.PlatformConfig;
import dev.hearken.dispatcher.platform.RecordConsumer;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes events that a listener gets on demand; each record is done when its deliveries are settled, or
 * {@code hearken.invalid-events} has it.
 */
@Singleton
public class RedeliveryConsumer {
    private final EventDecoder decoder;
    private final OnDemand onDemand;
    private final InvalidEventPublisher invalid;
    private final RecordConsumer consumer;

    RedeliveryConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            RedeliveryConfig config,
            PlatformConfig platform,
            EventDecoder decoder,
            OnDemand onDemand,
            InvalidEventPublisher invalid,
            InstantSource time) {
        this.decoder = decoder;
        this.onDemand = onDemand;
        this.invalid = invalid;
        this.consumer = new RecordConsumer(
                new RecordConsumer.Settings(
                        "redeliveries",
                        config.group(),
                        List.of(Topics.REDELIVERIES),
                        config.maxRecords(),
                        config.maxBytes().asLongValue(),
                        platform),
                kafka,
                this::handle,
                RecordConsumer.Gate.OPEN,
                time);
    }

    RecordConsumer consumer() {
        return consumer;
    }

    private Uni<Void> handle(ConsumerRecord<byte[], byte[]> record) {
        Optional<Redelivery> asked =
                Optional.ofNullable(record.value()).flatMap(value -> DeliveryJson.read(value, Redelivery.class));
        return asked.map(redelivery -> handle(record, redelivery))
                .orElseGet(() -> invalid.publish(record, "undecodable-redelivery", "no redelivery of this version"));
    }

    private Uni<Void> handle(ConsumerRecord<byte[], byte[]> record, Redelivery asked) {
        SourceRecord source = decoder.withFormat(asked.source());
        return decoder.decode(asked.tenant(), source, asked.askedAt())
                .fold(
                        events -> deliver(record, events, source, asked),
                        undecodable ->
                                invalid.publish(record, undecodable.reason().wireName(), undecodable.detail()));
    }

    private Uni<Void> deliver(
            ConsumerRecord<byte[], byte[]> record, List<WorkflowEvent> events, SourceRecord source, Redelivery asked) {
        List<WorkflowEvent> meant =
                events.stream().filter(event -> OnDemand.isMeant(event, asked)).toList();
        return meant.isEmpty()
                ? invalid.publish(record, "other-event", "the record holds no such event of this tenant")
                : EventGroup.settle(meant, event -> onDemand.deliver(event, source, asked));
    }
}
