package dev.hearken.dispatcher.platform;

import dev.hearken.model.delivery.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** From Kafka's record to ours. */
public final class SourceRecords {
    private static final byte[] NOTHING = new byte[0];

    private SourceRecords() {}

    /** The record with its headers and key as text and its bytes as they are; a tombstone has none. */
    public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                headers,
                record.value() == null ? NOTHING : record.value(),
                Instant.ofEpochMilli(record.timestamp()));
    }
}
