package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of an engine's object. A decoder takes those that it knows, each once; what is left is kept for
 * {@code metadata}. Changes the object, which belongs to this decoding alone.
 */
final class EngineFields {
    private final ObjectNode fields;

    EngineFields(ObjectNode fields) {
        this.fields = fields;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Looks without taking. */
    JsonNode peek(String name) {
        return fields.path(name);
    }

    /** The member as it came, missing if there is none. */
    JsonNode take(String name) {
        JsonNode value = fields.remove(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    /** A text that is not empty; null if the member is absent or anything else, which it then stays. */
    @Nullable
    String text(String name) {
        JsonNode value = fields.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            return null;
        }
        fields.remove(name);
        return value.textValue();
    }

    /** Moves the member, if there is one, as it came. */
    void move(String name, ObjectNode target, String newName) {
        JsonNode value = fields.remove(name);
        if (value != null) {
            target.set(newName, value);
        }
    }

    /** Moves a time, in RFC 3339 and UTC; one that cannot be read stays. */
    Optional<Instant> moveTime(String name, ObjectNode target, String newName) {
        Optional<Instant> time = EventTimes.of(peek(name));
        if (time.isPresent()) {
            fields.remove(name);
            target.put(newName, time.get().toString());
        }
        return time;
    }

    /** What nobody has taken. */
    ObjectNode left() {
        return fields;
    }

    /**
     * The member {@code error} of the canonical form: always there, so that conditions can ask for it.
     *
     * @param message null if there was no error
     */
    static JsonNode error(@Nullable String message) {
        return message == null ? NullNode.getInstance() : object().put("message", message);
    }
}
