package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The filters without arguments. */
enum PlainFilter implements Filter {
    /** Milliseconds as {@code 450ms}, {@code 33s}, {@code 1m 5s} or {@code 26h 0m 3s}. */
    DURATION,
    /** Compact JSON. */
    JSON,
    UPPER,
    LOWER,
    /** Of the text's UTF-8 bytes, with padding (RFC 4648 §4). */
    BASE64,
    /** Everything percent-encoded but the unreserved characters of RFC 3986 §2.3. */
    URLENCODE;

    @Override
    public @Nullable JsonNode apply(JsonNode value) {
        if (this == DURATION) {
            String text = HumanDuration.of(value);
            return text == null ? null : TextNode.valueOf(text);
        }
        return TextNode.valueOf(text(value));
    }

    private String text(JsonNode value) {
        String text = this == JSON ? "" : ValueText.of(value);
        return switch (this) {
            case DURATION -> text;
            case JSON -> value.toString();
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case LOWER -> text.toLowerCase(Locale.ROOT);
            case BASE64 -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            case URLENCODE -> PercentEncoding.of(text);
        };
    }

    @Override
    public boolean takesText() {
        return this != DURATION && this != JSON;
    }

    @Override
    public JsonNode ofNothing(JsonNode nothing) {
        return this == JSON && nothing.isNull() ? TextNode.valueOf("null") : nothing;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
