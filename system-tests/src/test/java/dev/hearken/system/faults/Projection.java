package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** The listeners as the API shows them, and as the catalog topic shows them: {@code <name> r<revision>} by id. */
final class Projection {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lab lab;

    Projection(Lab lab) {
        this.lab = lab;
    }

    /** What PostgreSQL has, by way of the API. */
    Map<String, String> registered() throws IOException, InterruptedException {
        Map<String, String> found = new TreeMap<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            String from = cursor.get().isEmpty() ? "" : "&cursor=" + cursor.get();
            JsonNode page =
                    JSON.readTree(lab.api().get("/listeners?limit=200" + from).body());
            page.path("items").forEach(listener -> found.put(listener.path("id").textValue(), text(listener)));
            cursor = Optional.ofNullable(page.path("nextCursor").textValue());
        }
        return found;
    }

    /** What a dispatcher finds that reads the topic from its beginning. */
    Map<String, String> published() {
        Map<String, String> found = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : lab.kafka().read(List.of(Topics.CATALOG))) {
            CatalogKey.parse(text(record.key()))
                    .filter(key -> key.kind() == CatalogKey.Kind.LISTENER)
                    .ifPresent(key -> {
                        if (record.value() == null) {
                            found.remove(key.id());
                        } else {
                            found.put(key.id(), text(definition(record.value())));
                        }
                    });
        }
        return found;
    }

    /** How often the topic shows this revision of a listener. */
    long timesPublished(String listener, long revision) {
        return lab.kafka().read(List.of(Topics.CATALOG)).stream()
                .filter(record -> record.value() != null && text(record.key()).endsWith("/" + listener))
                .filter(record -> read(record.value()).path("revision").asLong() == revision)
                .count();
    }

    /** Waits until the topic says what the database says. */
    void awaitEqual() {
        Awaitility.await()
                .atMost(Lab.LONG.multipliedBy(2))
                .untilAsserted(() -> assertThat(published()).isEqualTo(registered()));
    }

    /** Deletes all listeners whose name begins like this. */
    void remove(String name) throws IOException, InterruptedException {
        for (String id : registered().entrySet().stream()
                .filter(entry -> entry.getValue().startsWith(name))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet())) {
            lab.api().delete(id);
        }
    }

    private static String text(JsonNode listener) {
        return listener.path("name").textValue() + " r"
                + listener.path("revision").asLong();
    }

    /** The record as the API shows the listener: the name stands with the revision. */
    private static JsonNode definition(byte[] value) {
        ObjectNode record = (ObjectNode) read(value);
        return record.set("name", record.at("/definition/name"));
    }

    private static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
