package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Keeps one end of a text.
 *
 * @param end which
 * @param length most characters (code points) that are kept
 */
record CutFilter(End end, int length) implements Filter {
    static final int MAX_LENGTH = 1_000_000;

    enum End {
        TRUNCATE("truncate"),
        TAIL("tail");

        private final String filter;

        End(String filter) {
            this.filter = filter;
        }
    }

    @Override
    public JsonNode apply(JsonNode value) {
        String text = ValueText.of(value);
        if (text.length() <= length || text.codePointCount(0, text.length()) <= length) {
            return TextNode.valueOf(text);
        }
        return TextNode.valueOf(
                end == End.TAIL
                        ? text.substring(text.offsetByCodePoints(text.length(), -length))
                        : text.substring(0, text.offsetByCodePoints(0, length)));
    }

    @Override
    public String toString() {
        return end.filter + "(" + length + ")";
    }
}
