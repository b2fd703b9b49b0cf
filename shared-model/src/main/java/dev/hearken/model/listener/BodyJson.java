package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.language.template.Template;
import dev.hearken.model.WellFormedText;
import dev.hearken.model.listener.HttpCallback.Format;
import dev.hearken.model.listener.HttpCallback.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A callback's body and format. The body is JSON that every database stores and every receiver reads alike; its texts
 * and names are templates.
 */
final class BodyJson {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER = 64;
    private static final String FIELD = "body";

    private BodyJson() {}

    /** The body, a missing node if there is none or it cannot be carried. */
    static JsonNode body(JsonFields fields, Method method) {
        JsonNode body = fields.value(FIELD);
        if (!body.isMissingNode() && !method.hasBody()) {
            fields.error(FIELD, "must be absent: " + method + " sends no body");
        }
        fault(body, FIELD, 1).ifPresent(fault -> fields.error(fault.pointer(), fault.detail()));
        return body;
    }

    static Format format(JsonFields fields, JsonNode body) {
        Format implied = body.isMissingNode() ? Format.EVENT : Format.TEMPLATE;
        Optional<String> name = fields.text("format", 40);
        Optional<Format> format = name.flatMap(text -> Arrays.stream(Format.values())
                .filter(f -> f.wireName().equals(text))
                .findFirst());
        if (name.isPresent() && format.isEmpty()) {
            fields.error(
                    "format",
                    Arrays.stream(Format.values())
                            .map(known -> '"' + known.wireName() + '"')
                            .collect(Collectors.joining(", ", "must be one of ", "")));
        }
        format.ifPresent(known -> {
            if (!known.takesBody() && !body.isMissingNode()) {
                fields.error("format", "must be \"template\" or \"trifacta\" where there is a body");
            } else if (known == Format.TEMPLATE && body.isMissingNode()) {
                fields.error(FIELD, "is required with format \"template\"");
            }
        });
        return format.orElse(implied);
    }

    /** How many references the texts and names of a body hold; malformed templates count for none. */
    static int references(JsonNode body) {
        int count = body.isTextual() ? referencesOfText(body.textValue()) : 0;
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            count += referencesOfText(member.getKey());
        }
        for (JsonNode child : body) {
            count += references(child);
        }
        return count;
    }

    static int referencesOfText(String text) {
        return Template.parse(text).fold(Template::referenceCount, malformed -> 0);
    }

    private static Optional<FieldError> fault(JsonNode value, String pointer, int depth) {
        if (value.isContainerNode() && depth > MAX_DEPTH) {
            return Optional.of(new FieldError(pointer, "is nested more than " + MAX_DEPTH + " levels deep"));
        }
        if (value.isNumber() && value.asText().length() > MAX_NUMBER) {
            return Optional.of(new FieldError(pointer, "is a number of more than " + MAX_NUMBER + " characters"));
        }
        if (value.isTextual()) {
            return textFault(value.textValue()).map(fault -> new FieldError(pointer, fault));
        }
        return value.isArray() ? entryFault(value, pointer, depth) : memberFault(value, pointer, depth);
    }

    private static Optional<FieldError> entryFault(JsonNode array, String pointer, int depth) {
        for (int i = 0; i < array.size(); i++) {
            Optional<FieldError> fault = fault(array.get(i), pointer + "/" + i, depth + 1);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<FieldError> memberFault(JsonNode object, String pointer, int depth) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Optional<FieldError> fault = textFault(member.getKey())
                    .map(text -> new FieldError(pointer, "has a name that " + text))
                    .or(() -> fault(member.getValue(), pointer + "/" + FieldError.escape(member.getKey()), depth + 1));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> textFault(String text) {
        if (text.indexOf(0) >= 0) {
            return Optional.of("holds the character NUL");
        }
        return WellFormedText.is(text) ? templateFault(text) : Optional.of("holds half of a surrogate pair");
    }

    /** Why the text is no template; empty if it is one. */
    static Optional<String> templateFault(String text) {
        return Template.parse(text)
                .fold(template -> Optional.empty(), malformed -> Optional.of("is no template: " + malformed.detail()));
    }
}
