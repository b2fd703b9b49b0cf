package dev.hearken.registry.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values in the place of {@code <<name>>}, in the tree rather than in its text. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("<<([A-Za-z0-9]+)>>");

    private final Map<String, JsonNode> values;

    Placeholders(Map<String, JsonNode> values) {
        this.values = Map.copyOf(values);
    }

    /** The tree with its placeholders filled; empty if it is a text that needs a value which is absent. */
    Optional<JsonNode> fill(JsonNode tree) {
        if (tree.isTextual()) {
            return text(tree.textValue());
        }
        if (tree.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            tree.forEach(entry -> fill(entry).ifPresent(list::add));
            return Optional.of(list);
        }
        if (tree.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            tree.properties()
                    .forEach(member -> fill(member.getValue()).ifPresent(value -> object.set(member.getKey(), value)));
            return Optional.of(object);
        }
        return Optional.of(tree);
    }

    private Optional<JsonNode> text(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        if (placeholder.matches()) {
            return Optional.ofNullable(values.get(placeholder.group(1)));
        }
        placeholder.reset();
        StringBuilder filled = new StringBuilder();
        while (placeholder.find()) {
            JsonNode value = values.get(placeholder.group(1));
            if (value == null) {
                return Optional.empty();
            }
            placeholder.appendReplacement(filled, Matcher.quoteReplacement(value.asText()));
        }
        return Optional.of(TextNode.valueOf(placeholder.appendTail(filled).toString()));
    }
}
