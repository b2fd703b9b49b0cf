package dev.hearken.registry.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Replaces what may be a secret by {@code ***}: values of fields whose name says so, and in a url the user, the
 * password and the query's values. A reference to a stored secret, {@code ${{secrets.x}}}, tells nothing and stays.
 */
final class Masking {
    private static final String MASK = "***";
    private static final Pattern TELLTALE =
            Pattern.compile("auth|cookie|secret|token|password|passwd|credential|signature|api-?_?key|private-?_?key");
    private static final Pattern USER = Pattern.compile("(?<=://)[^/?#@]*@");
    private static final Pattern QUERY_VALUE = Pattern.compile("([?&][^=&#]*=)(?!\\$\\{\\{)[^&#]+");

    private Masking() {}

    static JsonNode of(JsonNode value) {
        if (value.isObject()) {
            ObjectNode masked = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> masked.set(field.getKey(), field(field.getKey(), field.getValue())));
            return masked;
        }
        if (value.isArray()) {
            ArrayNode masked = JsonNodeFactory.instance.arrayNode();
            value.forEach(entry -> masked.add(of(entry)));
            return masked;
        }
        return value.isTextual() ? TextNode.valueOf(url(value.textValue())) : value;
    }

    private static JsonNode field(String name, JsonNode value) {
        return value.isTextual()
                        && TELLTALE.matcher(name.toLowerCase(Locale.ROOT)).find()
                        && !value.textValue().contains("${{secrets.")
                ? TextNode.valueOf(MASK)
                : of(value);
    }

    private static String url(String text) {
        return text.contains("://")
                ? QUERY_VALUE.matcher(USER.matcher(text).replaceAll(MASK + "@")).replaceAll("$1" + MASK)
                : text;
    }
}
