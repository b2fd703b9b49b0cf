package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The Kafka record that an event came from, whole, so that the event can be read again after the topic has forgotten
 * it.
 *
 * @param topic where it lay
 * @param partition where it lay
 * @param offset where it lay
 * @param key its key as text, absent where it had none
 * @param headers its headers as text; of several with one name the last
 * @param value its bytes, base64 in JSON
 * @param writtenAt its timestamp; known only to who has just read it from its topic, and in no JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties("writtenAt")
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying each event's bytes would cost more than it guards
public record SourceRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Map<String, String> headers,
        byte[] value,
        @Nullable Instant writtenAt) {
    /** Insists on what may not be absent and copies the headers. */
    public SourceRecord {
        requireNonNull(topic);
        requireNonNull(value);
        headers = Map.copyOf(headers);
    }

    /** A record that may be gone from its topic. */
    public SourceRecord(
            String topic, int partition, long offset, @Nullable String key, Map<String, String> headers, byte[] value) {
        this(topic, partition, offset, key, headers, value, null);
    }

    /** The record with this header, in place of one of this name. */
    public SourceRecord withHeader(String name, String text) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, text);
        return new SourceRecord(topic, partition, offset, key, more, value, writtenAt);
    }
}
