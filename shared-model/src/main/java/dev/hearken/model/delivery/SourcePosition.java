package dev.hearken.model.delivery;

import static java.util.Objects.requireNonNull;

/** Where an event lies in Kafka. */
public record SourcePosition(String topic, int partition, long offset) {
    /** Insists on the topic. */
    public SourcePosition {
        requireNonNull(topic);
    }

    /** Where this record lay. */
    public static SourcePosition of(SourceRecord record) {
        return new SourcePosition(record.topic(), record.partition(), record.offset());
    }
}
