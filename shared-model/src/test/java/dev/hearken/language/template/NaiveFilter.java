package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/** The filters of {@link TemplateArbitraries}, written a second time and for its values alone. */
final class NaiveFilter {
    private NaiveFilter() {}

    static JsonNode apply(String filter, JsonNode value) {
        boolean nothing = value.isMissingNode() || value.isNull();
        if (filter.startsWith("default")) {
            return nothing ? fallback(filter) : value;
        }
        if (nothing) {
            return filter.equals("json") && value.isNull() ? TextNode.valueOf("null") : value;
        }
        String text = value.isContainerNode() ? value.toString() : value.asText();
        return switch (filter) {
            case "json" -> TextNode.valueOf(value.toString());
            case "upper" -> TextNode.valueOf(text.toUpperCase(Locale.ROOT));
            case "lower" -> TextNode.valueOf(text.toLowerCase(Locale.ROOT));
            case "base64" ->
                TextNode.valueOf(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
            case "urlencode" ->
                TextNode.valueOf(URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"));
            case "truncate(3)" ->
                TextNode.valueOf(text.codePoints()
                        .limit(3)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
            case "tail( 0 )" -> TextNode.valueOf("");
            case "duration" -> duration(value, text);
            default -> date(filter, value, text);
        };
    }

    private static JsonNode fallback(String filter) {
        return switch (filter) {
            case "default('}}')" -> TextNode.valueOf("}}");
            case "default(0)" -> IntNode.valueOf(0);
            default -> TextNode.valueOf("'\\");
        };
    }

    private static JsonNode duration(JsonNode value, String text) {
        if (text.length() > 18 || !text.matches("[0-9]+(\\.[0-9]+)?")) {
            return value;
        }
        Duration duration = Duration.ofMillis((long) Double.parseDouble(text));
        if (duration.toSeconds() == 0) {
            return TextNode.valueOf(duration.isZero() ? "0s" : duration.toMillis() + "ms");
        }
        String all = duration.toHours() + "h " + duration.toMinutesPart() + "m " + duration.toSecondsPart() + "s";
        return TextNode.valueOf(all.replaceFirst("^0h (0m )?", ""));
    }

    /** None of the values is a text with a date; the numbers are 2, 7, 120 and 33000 milliseconds after 1970 began. */
    private static JsonNode date(String filter, JsonNode value, String text) {
        if (!value.isIntegralNumber() || text.length() > 6) {
            return value;
        }
        return TextNode.valueOf(filter.contains("EEE") ? "Wed" : "1970-01-01T00");
    }
}
