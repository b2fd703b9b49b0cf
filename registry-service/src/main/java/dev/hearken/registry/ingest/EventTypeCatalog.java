package dev.hearken.registry.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.event.EventType;
import dev.hearken.registry.platform.StrictJson;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Every event type with its description, the JSON Schema of its data and an example, from {@code event-types.json}:
 * descriptions by type, the schema, and for each subject the data of an example, which takes its state from the type.
 */
@Singleton
public class EventTypeCatalog {
    private final JsonNode source;
    private final String json;

    EventTypeCatalog() {
        this.source = load();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        for (EventType type : EventType.values()) {
            items.add(entry(type));
        }
        this.json = page.putNull("nextCursor").toString();
    }

    private static JsonNode load() {
        try (InputStream file = EventTypeCatalog.class.getResourceAsStream("event-types.json")) {
            if (file == null) {
                throw new IllegalStateException("event-types.json is missing");
            }
            return StrictJson.read(file.readAllBytes()).fold(found -> found, malformed -> {
                throw new IllegalStateException("event-types.json is no JSON: " + malformed.reason());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole list. */
    String json() {
        return json;
    }

    /** A structured CloudEvent of this type. */
    public ObjectNode example(EventType type) {
        return example(type, subject(type));
    }

    private static String subject(EventType type) {
        return type.isTask() ? "task" : "execution";
    }

    private ObjectNode entry(EventType type) {
        String subject = subject(type);
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("type", type.wireName()).put("subject", subject);
        entry.put(
                "description", source.path("descriptions").path(type.wireName()).asText());
        ObjectNode schema = source.path("schema").deepCopy();
        if (type.isTask()) {
            schema.withArray("required").add("task");
        }
        entry.set("dataSchema", schema);
        entry.set("example", example(type, subject));
        return entry;
    }

    private ObjectNode example(EventType type, String subject) {
        String verb = type.wireName().substring(type.wireName().indexOf('.') + 1);
        ObjectNode data = source.path("examples").path(subject).deepCopy();
        ((ObjectNode) data.path(subject)).put("state", state(verb));
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0")
                .put("id", data.path(subject).path("id").asText() + "-" + verb)
                .put("source", "/engines/a")
                .put("type", type.wireName())
                .put("time", "2026-01-07T02:15:00Z")
                .put("datacontenttype", "application/json")
                .set("data", data);
        return event;
    }

    private static String state(String verb) {
        return switch (verb) {
            case "started", "progress", "resumed", "rerun", "retried" -> "RUNNING";
            default -> verb.toUpperCase(Locale.ROOT);
        };
    }
}
