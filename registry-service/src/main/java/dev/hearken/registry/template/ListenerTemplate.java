package dev.hearken.registry.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.platform.MergePatch;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A ready-made listener, by its document:
 *
 * <pre>{@code
 * {"name", "title", "description", "documentation",
 *  "parameters": [{"name", "type", "required", "default", "values", "pattern", "example", "description"}],
 *  "listener":   a definition with placeholders,
 *  "variants":   {parameter: {value: merge patch on the definition}}}
 * }</pre>
 */
final class ListenerTemplate {
    private static final Set<String> REQUEST = Set.of("parameters", "overrides");

    private final ObjectNode document;

    ListenerTemplate(ObjectNode document) {
        this.document = document;
    }

    String name() {
        return document.path("name").asText();
    }

    /** Everything there is to know. */
    ObjectNode toJson() {
        return document.deepCopy();
    }

    /** What a list shows. */
    ObjectNode summary() {
        return toJson().retain("name", "title", "description", "documentation");
    }

    /**
     * The definition for a request {@code {"parameters": {…}, "overrides": merge patch on the definition}}.
     *
     * @throws ProblemException {@link ProblemType#INVALID_LISTENER} with every fault of the parameters
     */
    JsonNode fill(JsonNode request) {
        List<FieldError> errors = new ArrayList<>();
        if (!request.isObject()) {
            errors.add(new FieldError("", "must be an object with \"parameters\""));
        }
        request.fieldNames().forEachRemaining(field -> {
            if (!REQUEST.contains(field) || !request.path(field).isObject()) {
                errors.add(new FieldError(
                        "/" + FieldError.escape(field),
                        REQUEST.contains(field) ? "must be an object" : "is neither \"parameters\" nor \"overrides\""));
            }
        });
        Map<String, JsonNode> values = values(request.path("parameters"), errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_LISTENER, errors);
        }
        JsonNode filled = new Placeholders(values).fill(variant(values)).orElseThrow();
        return request.has("overrides") ? MergePatch.apply(filled, request.path("overrides")) : filled;
    }

    private JsonNode variant(Map<String, JsonNode> values) {
        JsonNode definition = document.path("listener");
        for (Map.Entry<String, JsonNode> choice : document.path("variants").properties()) {
            JsonNode value = values.get(choice.getKey());
            JsonNode patch = value == null ? null : choice.getValue().get(value.asText());
            definition = patch == null ? definition : MergePatch.apply(definition, patch);
        }
        return definition;
    }

    private Map<String, JsonNode> values(JsonNode sent, List<FieldError> errors) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        sent.fieldNames().forEachRemaining(unknown::add);
        for (JsonNode parameter : document.path("parameters")) {
            String name = parameter.path("name").asText();
            unknown.remove(name);
            JsonNode value = sent.hasNonNull(name) ? sent.get(name) : parameter.path("default");
            if (value.isMissingNode()) {
                if (parameter.path("required").asBoolean()) {
                    errors.add(new FieldError("/parameters/" + name, "is required"));
                }
                continue;
            }
            fault(parameter, value)
                    .ifPresentOrElse(
                            fault -> errors.add(new FieldError("/parameters/" + name, fault)),
                            () -> values.put(name, normal(parameter, value)));
        }
        unknown.forEach(name -> errors.add(
                new FieldError("/parameters/" + FieldError.escape(name), "is not a parameter of this template")));
        return values;
    }

    private static Optional<String> fault(JsonNode parameter, JsonNode value) {
        return ParameterType.of(parameter.path("type").asText())
                .fault(value, parameter.path("values"))
                .or(() -> parameter.has("pattern")
                                && !Pattern.matches(parameter.path("pattern").asText(), value.asText())
                        ? Optional.of("must match " + parameter.path("pattern").asText())
                        : Optional.empty());
    }

    private static JsonNode normal(JsonNode parameter, JsonNode value) {
        return ParameterType.of(parameter.path("type").asText()) == ParameterType.BASE_URL
                ? TextNode.valueOf(value.asText().replaceAll("/+$", ""))
                : value;
    }
}
