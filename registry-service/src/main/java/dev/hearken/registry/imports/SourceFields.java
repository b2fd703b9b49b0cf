package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one object of a foreign definition. {@code null} counts as absent. Remembers what is wrong with it, what has no
 * home in a listener, and which fields were asked for.
 */
final class SourceFields {
    private final JsonNode object;
    private final String pointer;
    private final List<FieldError> faults;
    private final List<FieldError> left;
    private final Set<String> known = new HashSet<>();

    private SourceFields(JsonNode object, String pointer, List<FieldError> faults, List<FieldError> left) {
        this.object = object;
        this.pointer = pointer;
        this.faults = faults;
        this.left = left;
    }

    /** The fields of the definition itself. */
    static SourceFields of(JsonNode definition) {
        SourceFields fields = new SourceFields(definition, "", new ArrayList<>(), new ArrayList<>());
        if (!definition.isObject()) {
            fields.faults.add(new FieldError("", "must be a JSON object"));
        }
        return fields;
    }

    /** The fields of a value within; {@code path} is relative, such as {@code notify/0}. */
    SourceFields within(String path, JsonNode value) {
        if (!value.isObject()) {
            fault(path, "must be an object");
        }
        return new SourceFields(value, pointer + "/" + path, faults, left);
    }

    List<FieldError> faults() {
        return faults;
    }

    List<FieldError> left() {
        return left;
    }

    void fault(String field, String detail) {
        faults.add(new FieldError(pointer + "/" + field, detail));
    }

    /** Says that a field is in no listener, and why. */
    void leave(String field, String reason) {
        known.add(field);
        left.add(new FieldError(field.isEmpty() ? pointer : pointer + "/" + field, reason));
    }

    /** The value, a missing node if absent. */
    JsonNode value(String field) {
        known.add(field);
        JsonNode value = object.path(field);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    boolean has(String field) {
        return !value(field).isMissingNode();
    }

    Optional<String> text(String field, int maxLength) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            fault(field, "must be a string that is not blank");
            return Optional.empty();
        }
        if (value.textValue().length() > maxLength) {
            fault(field, "is longer than " + maxLength + " characters");
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    Optional<String> requiredText(String field, int maxLength) {
        if (!has(field)) {
            fault(field, "is required");
        }
        return text(field, maxLength);
    }

    boolean bool(String field, boolean absent) {
        JsonNode value = value(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            fault(field, "must be true or false");
        }
        return value.asBoolean(absent);
    }

    /** One of these texts, the first if absent. */
    String choice(String field, List<String> choices) {
        Optional<String> text = text(field, 100);
        if (text.isPresent() && !choices.contains(text.get())) {
            fault(field, "must be one of " + choices);
        }
        return text.orElse(choices.get(0));
    }

    /** Texts that are not empty. */
    List<String> texts(String field) {
        JsonNode value = value(field);
        List<String> texts = new ArrayList<>();
        if (!value.isMissingNode() && !value.isArray()) {
            fault(field, "must be a list of strings");
        }
        for (int i = 0; i < value.size(); i++) {
            if (value.path(i).isTextual() && !value.path(i).textValue().isEmpty()) {
                texts.add(value.path(i).textValue());
            } else {
                fault(field + "/" + i, "must be a string that is not empty");
            }
        }
        return texts;
    }

    /** An object of texts; numbers and booleans count as their texts. */
    Map<String, String> textMap(String field) {
        JsonNode value = value(field);
        Map<String, String> texts = new LinkedHashMap<>();
        if (!value.isMissingNode() && !value.isObject()) {
            fault(field, "must be an object of strings");
            return texts;
        }
        value.properties().forEach(entry -> {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                texts.put(entry.getKey(), entry.getValue().asText());
            } else {
                fault(field + "/" + FieldError.escape(entry.getKey()), "must be a string");
            }
        });
        return texts;
    }

    /** Lists every field that nobody asked for. */
    void leaveUnknown() {
        if (object instanceof ObjectNode fields) {
            fields.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    left.add(new FieldError(pointer + "/" + FieldError.escape(name), "a listener has no such field"));
                }
            });
        }
    }
}
