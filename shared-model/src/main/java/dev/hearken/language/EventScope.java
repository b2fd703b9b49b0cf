package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.format.EventBody;
import dev.hearken.format.EventJson;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that rules, conditions and templates see of one event, by root:
 *
 * <ul>
 *   <li>{@code workflow}, {@code execution}, {@code task}, {@code tasks}, {@code metadata}: these fields of its data
 *   <li>{@code event}: the whole event as the format {@code event} sends it, so every other field of its data too
 *   <li>{@code raw}: the record's bytes as the engine sent them: as JSON if they are, else as text
 *   <li>{@code erathos}: Erathos' variables by their names, whose case does not matter
 * </ul>
 *
 * <p>Made for one event and used by one thread.
 */
public final class EventScope {
    private final WorkflowEvent event;
    private final byte[] bytes;
    private @Nullable JsonNode whole;
    private @Nullable JsonNode raw;

    /** The scope of an event that was read from these bytes, which must not be changed. */
    public EventScope(WorkflowEvent event, byte[] bytes) {
        this.event = event;
        this.bytes = bytes;
    }

    /** The event itself. */
    public WorkflowEvent event() {
        return event;
    }

    /** The value that the path names; a missing node if the event has none, or the root is of another kind. */
    public JsonNode value(VariablePath path) {
        List<String> segments = path.segments();
        return switch (path.root()) {
            case "workflow", "execution", "task", "tasks", "metadata" -> descend(event.data(), segments, 0);
            case "event" -> segments.size() == 2 ? ofEvent(segments.get(1)) : descend(whole(), segments, 1);
            case "raw" -> descend(raw(), segments, 1);
            case "erathos" ->
                segments.size() == 2 ? ErathosVariable.value(event, segments.get(1)) : MissingNode.getInstance();
            default -> MissingNode.getInstance();
        };
    }

    private JsonNode ofEvent(String field) {
        return switch (field) {
            case "id" -> TextNode.valueOf(event.id());
            case "type" -> TextNode.valueOf(event.type().wireName());
            case "source" -> TextNode.valueOf(event.source());
            case "time" -> TextNode.valueOf(event.time().toString());
            default -> event.data().path(field);
        };
    }

    private static JsonNode descend(JsonNode from, List<String> segments, int first) {
        JsonNode value = from;
        for (int i = first; i < segments.size() && !value.isMissingNode(); i++) {
            value = value.isArray() ? entry(value, segments.get(i)) : value.path(segments.get(i));
        }
        return value;
    }

    private static JsonNode entry(JsonNode list, String index) {
        return index.length() <= 6 && !index.isEmpty() && index.chars().allMatch(c -> c >= '0' && c <= '9')
                ? list.path(Integer.parseInt(index))
                : MissingNode.getInstance();
    }

    private JsonNode whole() {
        JsonNode known = whole;
        if (known == null) {
            known = EventBody.tree(event);
            whole = known;
        }
        return known;
    }

    private JsonNode raw() {
        JsonNode known = raw;
        if (known == null) {
            Optional<? extends JsonNode> json = EventJson.object(bytes);
            known = json.isPresent() ? json.get() : TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
            raw = known;
        }
        return known;
    }
}
