package dev.hearken.dispatcher.deadletter;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.topic.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Writes records that cannot be read, as they came: key, headers and bytes unchanged, and why and where in headers
 * {@code hearken-reason}, {@code hearken-detail}, {@code hearken-topic}, {@code hearken-partition} and
 * {@code hearken-offset}.
 */
@ApplicationScoped
public class InvalidEventPublisher {
    private final RecordPublisher records;

    InvalidEventPublisher(RecordPublisher records) {
        this.records = records;
    }

    /** Completes when the broker has it. */
    public Uni<Void> publish(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        put(headers, "hearken-reason", reason);
        put(headers, "hearken-detail", detail);
        put(headers, "hearken-topic", record.topic());
        put(headers, "hearken-partition", Integer.toString(record.partition()));
        put(headers, "hearken-offset", Long.toString(record.offset()));
        return records.publish(Topics.INVALID_EVENTS, record.key(), headers, record.value());
    }

    /** Replaces, so that a record that was invalid before does not gather headers. */
    private static void put(RecordHeaders headers, String name, String text) {
        headers.remove(name);
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
