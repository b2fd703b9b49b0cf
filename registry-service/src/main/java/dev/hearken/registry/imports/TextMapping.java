package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.model.listener.FieldError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Rewrites every text of url, headers and body from one system's references to Hearken's. */
final class TextMapping {
    /** From a text and the field it stands in to the new text; reports a fault to that field. */
    private final BiFunction<String, String, String> rewrite;

    TextMapping(BiFunction<String, String, String> rewrite) {
        this.rewrite = rewrite;
    }

    String text(String field, String text) {
        return rewrite.apply(field, text);
    }

    Map<String, String> values(String field, Map<String, String> texts) {
        Map<String, String> rewritten = new LinkedHashMap<>();
        texts.forEach(
                (name, value) -> rewritten.put(name, rewrite.apply(field + "/" + FieldError.escape(name), value)));
        return rewritten;
    }

    JsonNode json(String field, JsonNode value) {
        if (value.isTextual()) {
            return TextNode.valueOf(rewrite.apply(field, value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                list.add(json(field + "/" + i, value.get(i)));
            }
            return list;
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties()
                    .forEach(member -> object.set(
                            member.getKey(),
                            json(field + "/" + FieldError.escape(member.getKey()), member.getValue())));
            return object;
        }
        return value;
    }

    /** A text that means nothing but itself. */
    static String literal(String text) {
        return text.replace("${{", "$${{");
    }
}
