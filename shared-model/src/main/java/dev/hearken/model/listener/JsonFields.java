package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the fields of one JSON object and remembers every fault with its pointer. {@code null} counts as absent. Asking
 * for a field makes it known; {@link #refuseUnknown} then finds the others.
 */
final class JsonFields {
    private final JsonNode object;
    private final String pointer;
    private final List<FieldError> errors;
    private final List<String> known = new ArrayList<>();

    private JsonFields(JsonNode object, String pointer, List<FieldError> errors) {
        this.object = object;
        this.pointer = pointer;
        this.errors = errors;
    }

    /** The fields of the document itself. */
    static JsonFields of(JsonNode document, List<FieldError> errors) {
        return new JsonFields(document, "", errors);
    }

    void error(String field, String detail) {
        errors.add(new FieldError(pointerTo(field), detail));
    }

    /** A fault of the object as a whole. */
    void fault(String detail) {
        errors.add(new FieldError(pointer, detail));
    }

    boolean isObject() {
        return object.isObject();
    }

    boolean has(String field) {
        return !value(field).isMissingNode();
    }

    /** The value as it stands, a missing node if absent. */
    JsonNode value(String field) {
        known.add(field);
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? MissingNode.getInstance() : value;
    }

    /** A text of one line. */
    Optional<String> text(String field, int maxLength) {
        return text(field, maxLength, false);
    }

    /** A text that may have several lines. */
    Optional<String> lines(String field, int maxLength) {
        return text(field, maxLength, true);
    }

    private Optional<String> text(String field, int maxLength, boolean lines) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            error(field, "must be a string");
            return Optional.empty();
        }
        return TextForm.fault(value.textValue(), maxLength, lines)
                .map(fault -> {
                    error(field, fault);
                    return Optional.<String>empty();
                })
                .orElseGet(() -> Optional.of(value.textValue()));
    }

    Optional<String> requiredText(String field, int maxLength) {
        if (!has(field)) {
            error(field, "is required");
            return Optional.empty();
        }
        Optional<String> text = text(field, maxLength);
        if (text.isPresent() && text.get().isBlank()) {
            error(field, "must not be blank");
            return Optional.empty();
        }
        return text;
    }

    boolean bool(String field, boolean absent) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isBoolean()) {
            error(field, "must be true or false");
            return absent;
        }
        return value.booleanValue();
    }

    double number(String field, double absent, double min, double max) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return absent;
        }
        // Asked this way round, so that NaN is refused as well.
        if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            error(field, "must be a number from " + plain(min) + " to " + plain(max));
            return absent;
        }
        return value.doubleValue();
    }

    int integer(String field, int absent, int min, int max) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            error(field, "must be an integer from " + min + " to " + max);
            return absent;
        }
        return value.intValue();
    }

    /** One of several texts, each standing for something. */
    <T> T choice(String field, T absent, Map<String, T> choices) {
        Optional<String> text = text(field, 40);
        text.filter(named -> !choices.containsKey(named))
                .ifPresent(named -> error(field, "must be one of " + new TreeSet<>(choices.keySet())));
        return choices.getOrDefault(text.orElse(""), absent);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** The object in a field, an empty one if absent or no object; the latter adds a fault. */
    JsonFields object(String field) {
        JsonNode value = value(field);
        if (!value.isMissingNode() && !value.isObject()) {
            error(field, "must be an object");
            return new JsonFields(MissingNode.getInstance(), pointerTo(field), errors);
        }
        return new JsonFields(value, pointerTo(field), errors);
    }

    /** The objects of a list, none if absent; what is no object adds a fault and is left out. */
    List<JsonFields> objects(String field, int maxEntries) {
        List<JsonNode> values = list(field, maxEntries, "objects");
        List<JsonFields> entries = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isObject()) {
                entries.add(new JsonFields(values.get(i), pointerTo(field + "/" + i), errors));
            } else {
                error(field + "/" + i, "must be an object");
            }
        }
        return entries;
    }

    /** The entries of a list, none if absent; what is no list, or has too many, adds a fault. */
    private List<JsonNode> list(String field, int maxEntries, String what) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > maxEntries) {
            error(field, "must be a list of at most " + maxEntries + " " + what);
            return List.of();
        }
        return value.isEmpty() ? List.of() : value.valueStream().toList();
    }

    /** A list of texts of one line, none of them empty. */
    List<String> texts(String field, int maxEntries, int maxLength) {
        return texts(field, maxEntries, maxLength, text -> Optional.empty());
    }

    /** Such a list whose entries have a form of their own; {@code formFault} says what is wrong with one. */
    List<String> texts(String field, int maxEntries, int maxLength, Function<String, Optional<String>> formFault) {
        List<JsonNode> values = list(field, maxEntries, "strings");
        List<String> texts = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            JsonNode entry = values.get(i);
            Optional<String> fault = !entry.isTextual() || entry.textValue().isEmpty()
                    ? Optional.of("must be a string that is not empty")
                    : TextForm.fault(entry.textValue(), maxLength, false).or(() -> formFault.apply(entry.textValue()));
            int index = i;
            fault.ifPresentOrElse(text -> error(field + "/" + index, text), () -> texts.add(entry.textValue()));
        }
        return List.copyOf(texts);
    }

    /** An object whose names and values are texts of one line, in the order of the document. */
    Map<String, String> textMap(String field, int maxEntries, int maxKeyLength, int maxValueLength) {
        JsonNode value = value(field);
        if (value.isMissingNode() || (value.isObject() && value.isEmpty())) {
            return Map.of();
        }
        if (!value.isObject() || value.size() > maxEntries) {
            error(field, "must be an object of at most " + maxEntries + " strings");
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        value.properties().forEach(entry -> {
            String path = field + "/" + FieldError.escape(entry.getKey());
            Optional<String> fault = entry.getKey().isEmpty()
                    ? Optional.of("has an empty name")
                    : TextForm.fault(entry.getKey(), maxKeyLength, false).map(text -> "has a name that " + text);
            if (fault.isEmpty()) {
                fault = entry.getValue().isTextual()
                        ? TextForm.fault(entry.getValue().textValue(), maxValueLength, false)
                        : Optional.of("must be a string");
            }
            fault.ifPresentOrElse(
                    text -> error(path, text),
                    () -> texts.put(entry.getKey(), entry.getValue().textValue()));
        });
        return Collections.unmodifiableMap(texts);
    }

    /** Adds a fault for every field that nobody asked for. */
    void refuseUnknown() {
        if (object.isObject()) {
            object.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    errors.add(new FieldError(pointer + "/" + FieldError.escape(name), "is not a field of a listener"));
                }
            });
        }
    }

    private String pointerTo(String field) {
        return pointer + "/" + field;
    }
}
