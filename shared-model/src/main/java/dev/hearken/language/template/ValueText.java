package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;

/** A value as text: a text as it is, a number as the engine wrote it, objects and lists as compact JSON. */
final class ValueText {
    private ValueText() {}

    /** Empty for what is absent or {@code null}. */
    static String of(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }
}
