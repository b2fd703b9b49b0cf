package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;

/** An argument of a filter: an integer, or a text in quotes where a backslash makes the next character literal. */
final class Literal {
    private Literal() {}

    static String print(JsonNode value) {
        return value.isTextual()
                ? "'" + value.textValue().replace("\\", "\\\\").replace("'", "\\'") + "'"
                : value.asText();
    }
}
