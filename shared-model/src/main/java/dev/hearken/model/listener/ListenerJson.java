package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.CompiledCondition;
import dev.hearken.language.EventPattern;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A listener's definition as JSON: the one reader and the one writer of its form. */
public final class ListenerJson {
    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 2000;
    private static final int MAX_LABELS = 32;
    private static final int MAX_LABEL = 128;
    private static final int MAX_PATTERNS = 100;
    private static final int MAX_PATTERN = 256;
    private static final int MAX_ERRORS = 100;

    private ListenerJson() {}

    /** Whether fields that the reader does not know are a fault. */
    public enum UnknownFields {
        /** An owner's input: a field that would do nothing must not look as if it did. */
        REFUSED,
        /** The catalog topic: a registry of a newer version may have written it. */
        IGNORED
    }

    /** A definition, or everything that is wrong with it. */
    public sealed interface Read {
        /** Case analysis. */
        <T> T fold(Function<ListenerDefinition, T> valid, Function<List<FieldError>, T> invalid);

        /** The definition can be used. */
        record Valid(ListenerDefinition definition) implements Read {
            @Override
            public <T> T fold(Function<ListenerDefinition, T> valid, Function<List<FieldError>, T> invalid) {
                return valid.apply(definition);
            }
        }

        /** One to {@value #MAX_ERRORS} faults, in the order in which the fields are read, unknown fields last. */
        record Invalid(List<FieldError> errors) implements Read {
            @Override
            public <T> T fold(Function<ListenerDefinition, T> valid, Function<List<FieldError>, T> invalid) {
                return invalid.apply(errors);
            }
        }
    }

    /** Reads a definition. */
    public static Read read(JsonNode document, UnknownFields unknownFields) {
        if (!document.isObject()) {
            return new Read.Invalid(List.of(new FieldError("", "must be a JSON object")));
        }
        List<FieldError> errors = new ArrayList<>();
        List<JsonFields> objects = new ArrayList<>();
        JsonFields fields = JsonFields.of(document, errors);
        objects.add(fields);

        Optional<String> name = fields.requiredText("name", MAX_NAME);
        Optional<String> description = fields.lines("description", MAX_DESCRIPTION);
        boolean enabled = fields.bool("enabled", true);
        Map<String, String> labels = fields.textMap("labels", MAX_LABELS, MAX_LABEL, MAX_LABEL);
        Selector selector = selector(fields, objects);
        List<Rule> rules = RuleJson.read(fields, objects);
        Optional<String> condition = condition(fields);
        List<QuietWindow> quietWindows = QuietWindowJson.read(fields, objects);
        if (!fields.has("callback")) {
            fields.error("callback", "is required");
        }
        Optional<HttpCallback> callback =
                fields.value("callback").isObject() ? callback(fields, objects) : notAnObject(fields, "callback");
        DeliveryPolicy delivery = DeliveryPolicyJson.read(fields, objects);

        if (unknownFields == UnknownFields.REFUSED) {
            objects.forEach(JsonFields::refuseUnknown);
        }
        if (!errors.isEmpty() || name.isEmpty() || callback.isEmpty()) {
            return new Read.Invalid(List.copyOf(errors.subList(0, Math.min(errors.size(), MAX_ERRORS))));
        }
        return new Read.Valid(new ListenerDefinition(
                name.get(),
                description.orElse(null),
                enabled,
                labels,
                selector,
                rules,
                condition.orElse(null),
                quietWindows,
                callback.get(),
                delivery));
    }

    /** Reads a selector alone, as it stands in a definition; empty if something is wrong with it. */
    public static Optional<Selector> selector(JsonNode selector) {
        List<FieldError> errors = new ArrayList<>();
        Selector read = selector(JsonFields.of(selector, errors));
        return selector.isObject() && errors.isEmpty() ? Optional.of(read) : Optional.empty();
    }

    private static Optional<String> condition(JsonFields fields) {
        Optional<String> text = fields.lines("condition", CompiledCondition.MAX_LENGTH);
        text.ifPresent(expression -> CompiledCondition.compile(expression).fold(compiled -> true, detail -> {
            fields.error("condition", detail);
            return false;
        }));
        return text;
    }

    private static Optional<HttpCallback> notAnObject(JsonFields fields, String field) {
        if (fields.has(field)) {
            fields.error(field, "must be an object");
        }
        return Optional.empty();
    }

    private static Selector selector(JsonFields listener, List<JsonFields> objects) {
        JsonFields fields = listener.object("selector");
        objects.add(fields);
        return selector(fields);
    }

    private static Selector selector(JsonFields fields) {
        return new Selector(
                fields.texts("events", MAX_PATTERNS, MAX_PATTERN, ListenerJson::eventFault),
                fields.texts("workflows", MAX_PATTERNS, MAX_PATTERN),
                fields.texts("workflowIds", MAX_PATTERNS, MAX_PATTERN),
                fields.texts("workbooks", MAX_PATTERNS, MAX_PATTERN),
                fields.texts("executions", MAX_PATTERNS, MAX_PATTERN),
                fields.texts("tasks", MAX_PATTERNS, MAX_PATTERN),
                fields.textMap("labels", MAX_LABELS, MAX_LABEL, MAX_PATTERN));
    }

    private static Optional<String> eventFault(String entry) {
        return EventPattern.expand(entry).isEmpty()
                ? Optional.of("is no event type, no alias and no glob that hits an event type")
                : Optional.empty();
    }

    private static Optional<HttpCallback> callback(JsonFields listener, List<JsonFields> objects) {
        JsonFields fields = listener.object("callback");
        objects.add(fields);
        Optional<String> type = fields.requiredText("type", 20);
        if (type.isPresent() && !type.get().equals("http")) {
            fields.error("type", "must be \"http\"");
        }
        return HttpCallbackJson.read(fields, objects);
    }

    /** The ISO 8601 duration, empty if the text is none or lies outside the bounds. */
    static Optional<Duration> duration(String text, Duration min, Duration max) {
        try {
            Duration duration = Duration.parse(text);
            return duration.compareTo(min) < 0 || duration.compareTo(max) > 0
                    ? Optional.empty()
                    : Optional.of(duration);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes the normal form: every field with its value in force, except an absent description, condition and body.
     */
    public static ObjectNode write(ListenerDefinition definition) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", definition.name());
        if (definition.description() != null) {
            json.put("description", definition.description());
        }
        json.put("enabled", definition.enabled());
        json.set("labels", texts(definition.labels()));
        json.set("selector", write(definition.selector()));
        RuleJson.write(definition.rules(), json.putArray("rules"));
        if (definition.condition() != null) {
            json.put("condition", definition.condition());
        }
        QuietWindowJson.write(definition.quietWindows(), json.putArray("quietWindows"));
        json.set("callback", definition.callback().fold(HttpCallbackJson::write));
        json.set("delivery", DeliveryPolicyJson.write(definition.delivery()));
        return json;
    }

    private static ObjectNode write(Selector selector) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        texts(json, "events", selector.events());
        texts(json, "workflows", selector.workflows());
        texts(json, "workflowIds", selector.workflowIds());
        texts(json, "workbooks", selector.workbooks());
        texts(json, "executions", selector.executions());
        texts(json, "tasks", selector.tasks());
        json.set("labels", texts(selector.labels()));
        return json;
    }

    private static void texts(ObjectNode json, String field, List<String> values) {
        values.forEach(json.putArray(field)::add);
    }

    static ObjectNode texts(Map<String, String> values) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        values.forEach(json::put);
        return json;
    }
}
