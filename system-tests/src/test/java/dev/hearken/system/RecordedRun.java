package dev.hearken.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The recorded workflow run, half in binary, half in structured mode. Each playing has event and execution ids of its
 * own.
 */
public final class RecordedRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Recorded> events = new ArrayList<>();

    /** One event of the record. */
    public record Recorded(String topic, boolean binary, ObjectNode event) {
        /** The event id. */
        public String id() {
            return event.get("id").textValue();
        }

        JsonNode data() {
            return event.get("data");
        }

        /** As an engine would send it. */
        public ProducerRecord<byte[], byte[]> record() throws IOException {
            byte[] key = bytes(data().at("/execution/id").textValue());
            RecordHeaders headers = new RecordHeaders();
            if (!binary) {
                headers.add("content-type", bytes("application/cloudevents+json"));
                return new ProducerRecord<>(topic, null, key, JSON.writeValueAsBytes(event), headers);
            }
            for (String attribute : List.of("specversion", "id", "source", "type", "time")) {
                headers.add("ce_" + attribute, bytes(event.get(attribute).textValue()));
            }
            headers.add("content-type", bytes("application/json"));
            return new ProducerRecord<>(topic, null, key, JSON.writeValueAsBytes(data()), headers);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A playing of this name; ids begin with {@code <name>-}. */
    public RecordedRun(String playing) throws IOException {
        try (InputStream in = RecordedRun.class.getResourceAsStream("/recorded-run.ndjson")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode recorded = JSON.readTree(line);
                ObjectNode event = (ObjectNode) recorded.get("event");
                event.put("id", playing + "-" + event.get("id").textValue());
                ObjectNode execution = (ObjectNode) event.at("/data/execution");
                execution.put("id", playing + "-" + execution.get("id").textValue());
                events.add(new Recorded(
                        recorded.get("topic").textValue(),
                        recorded.get("mode").textValue().equals("binary"),
                        event));
            }
        }
    }

    /** All events in order. */
    public List<Recorded> events() {
        return events;
    }
}
