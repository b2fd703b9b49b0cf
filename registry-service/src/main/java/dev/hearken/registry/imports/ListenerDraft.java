package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A definition in the making, in the order in which people read one. */
final class ListenerDraft {
    private static final int MAX_NAME = 200;

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    ListenerDraft(String name) {
        String line = name.replaceAll("\\p{Cntrl}+", " ").strip();
        json.put("name", line.substring(0, Math.min(line.length(), MAX_NAME)));
    }

    ObjectNode json() {
        return json;
    }

    ListenerDraft description(String text) {
        json.put("description", text);
        return this;
    }

    ListenerDraft enabled(boolean value) {
        json.put("enabled", value);
        return this;
    }

    ListenerDraft selector(String field, List<String> entries) {
        if (!entries.isEmpty()) {
            ArrayNode list = json.withObject("/selector").putArray(field);
            entries.forEach(list::add);
        }
        return this;
    }

    ListenerDraft rules(ArrayNode rules) {
        if (!rules.isEmpty()) {
            json.set("rules", rules);
        }
        return this;
    }

    ListenerDraft http(String method, String url, Map<String, String> headers) {
        ObjectNode callback = json.putObject("callback");
        callback.put("type", "http").put("method", method).put("url", url);
        if (!headers.isEmpty()) {
            headers.forEach(callback.putObject("headers")::put);
        }
        return this;
    }

    ListenerDraft callback(String field, JsonNode value) {
        json.withObject("/callback").set(field, value);
        return this;
    }

    ListenerDraft callback(String field, String value) {
        json.withObject("/callback").put(field, value);
        return this;
    }

    ListenerDraft successStatus(String... ranges) {
        ArrayNode list = json.withObject("/callback").putArray("successStatus");
        List.of(ranges).forEach(list::add);
        return this;
    }

    ObjectNode retry() {
        return json.withObject("/delivery/retry");
    }
}
