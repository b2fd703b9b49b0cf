package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.event.WorkflowEvent;
import java.util.Map;

/**
 * The format {@code event}: one JSON object of {@code id}, {@code type}, {@code source} and {@code time}, followed by
 * the fields of the event's data as the engine sent them. A data field of one of these four names is hidden by the
 * event's own.
 */
public final class EventBody {
    /** The media type of the body. */
    public static final String CONTENT_TYPE = "application/json";

    private EventBody() {}

    /** The event as a tree that shares the data's nodes, which must not be changed. */
    public static ObjectNode tree(WorkflowEvent event) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("id", event.id());
        body.put("type", event.type().wireName());
        body.put("source", event.source());
        body.put("time", event.time().toString());
        for (Map.Entry<String, JsonNode> field : event.data().properties()) {
            if (!body.has(field.getKey())) {
                body.set(field.getKey(), field.getValue());
            }
        }
        return body;
    }

    /** Renders the event; the same event always gives the same bytes. */
    public static byte[] render(WorkflowEvent event) {
        return EventJson.bytes(tree(event));
    }
}
