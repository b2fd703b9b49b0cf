package dev.hearken.dispatcher.intake;

import dev.hearken.dispatcher.deadletter.InvalidEventPublisher;
import dev.hearken.dispatcher.dispatch.Dispatcher;
import dev.hearken.dispatcher.platform.PlatformConfig;
import dev.hearken.dispatcher.platform.RecordConsumer;
import dev.hearken.dispatcher.platform.SourceRecords;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.format.Decoding.Undecodable;
import dev.hearken.format.InvalidEventReason;
import dev.hearken.model.delivery.SourceRecord;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes event records from Kafka; each is done when the deliveries of all its events are settled, or
 * {@code hearken.invalid-events} has it.
 */
@Singleton
public class EventConsumer {
    private final EventDecoder decoder;
    private final Dispatcher dispatcher;
    private final InvalidEventPublisher invalid;
    private final DeliveryTelemetry telemetry;
    private final RecordConsumer consumer;

    EventConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            IntakeConfig config,
            PlatformConfig platform,
            EventDecoder decoder,
            Dispatcher dispatcher,
            InvalidEventPublisher invalid,
            DeliveryTelemetry telemetry,
            InstantSource time) {
        this.decoder = decoder;
        this.dispatcher = dispatcher;
        this.invalid = invalid;
        this.telemetry = telemetry;
        this.consumer = new RecordConsumer(
                new RecordConsumer.Settings(
                        "events",
                        config.group(),
                        config.topics(),
                        config.maxRecords(),
                        config.maxBytes().asLongValue(),
                        platform),
                kafka,
                new Handling(),
                RecordConsumer.Gate.OPEN,
                time);
    }

    RecordConsumer consumer() {
        return consumer;
    }

    /** One event may lead to many deliveries: they are bounded, not only the events. */
    private final class Handling implements RecordConsumer.Handler {
        @Override
        public Uni<Void> handle(ConsumerRecord<byte[], byte[]> record) {
            SourceRecord source = decoder.withFormat(SourceRecords.of(record));
            return decoder.decode(source, Instant.ofEpochMilli(record.timestamp()))
                    .fold(
                            events -> EventGroup.settle(events, event -> dispatcher.dispatch(event, source)),
                            undecodable -> reject(record, undecodable));
        }

        @Override
        public int underway() {
            return dispatcher.underway();
        }
    }

    /** A tombstone says nothing and has no bytes to keep: it is counted and passed. */
    private Uni<Void> reject(ConsumerRecord<byte[], byte[]> record, Undecodable undecodable) {
        telemetry.invalid(undecodable.reason());
        return undecodable.reason() == InvalidEventReason.EMPTY
                ? Uni.createFrom().voidItem()
                : invalid.publish(record, undecodable.reason().wireName(), undecodable.detail());
    }
}
