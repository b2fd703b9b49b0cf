package dev.hearken.dispatcher.deadletter;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.topic.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/**
 * Writes records that cannot be read, as they came: key, headers and bytes unchanged, and why and where in headers
 * {@code hearken-reason}, {@code hearken-detail}, {@code hearken-topic}, {@code hearken-partition} and
 * {@code hearken-offset}. One that is too large for the topic goes without key, other headers and bytes, and with
 * {@code hearken-left-out}, the number of its bytes.
 */
@Singleton
public class InvalidEventPublisher {
    private static final Logger LOG = Logger.getLogger(InvalidEventPublisher.class);

    private final RecordPublisher records;

    InvalidEventPublisher(RecordPublisher records) {
        this.records = records;
    }

    /** Completes when the broker has it. */
    public Uni<Void> publish(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
        RecordHeaders headers = about(record, new RecordHeaders(record.headers()), reason, detail);
        return records.publishIfItFits(Topics.INVALID_EVENTS, record.key(), headers, record.value())
                .chain(fits -> fits ? Uni.createFrom().voidItem() : publishWithoutBytes(record, reason, detail));
    }

    private Uni<Void> publishWithoutBytes(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
        LOG.warnf(
                "a record is too large for %s and goes there without its bytes, which stand in %s-%d at offset %d; give"
                        + " the topic a larger max.message.bytes",
                Topics.INVALID_EVENTS, record.topic(), record.partition(), record.offset());
        RecordHeaders headers = about(record, new RecordHeaders(), reason, detail);
        put(headers, "hearken-left-out", Integer.toString(Math.max(record.serializedValueSize(), 0)));
        return records.publish(Topics.INVALID_EVENTS, null, headers, new byte[0]);
    }

    private static RecordHeaders about(
            ConsumerRecord<byte[], byte[]> record, RecordHeaders headers, String reason, String detail) {
        put(headers, "hearken-reason", reason);
        put(headers, "hearken-detail", detail);
        put(headers, "hearken-topic", record.topic());
        put(headers, "hearken-partition", Integer.toString(record.partition()));
        put(headers, "hearken-offset", Long.toString(record.offset()));
        return headers;
    }

    /** Replaces, so that a record that was invalid before does not gather headers. */
    private static void put(RecordHeaders headers, String name, String text) {
        headers.remove(name);
        headers.add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
