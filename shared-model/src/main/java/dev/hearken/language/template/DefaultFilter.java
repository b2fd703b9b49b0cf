package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Keeps a value that is there, with its type, and puts another in the place of one that is not.
 *
 * @param value a text or an integer
 */
record DefaultFilter(JsonNode value) implements Filter {
    @Override
    public JsonNode apply(JsonNode present) {
        return present;
    }

    @Override
    public JsonNode ofNothing(JsonNode nothing) {
        return value;
    }

    @Override
    public boolean takesText() {
        return false;
    }

    @Override
    public String toString() {
        return "default(" + Literal.print(value) + ")";
    }
}
