package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.hearken.model.WellFormedText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a text must go through to stand in a body of some kind. */
public enum Escaping {
    /** Nothing: plain text. */
    NONE("none"),
    /** Between the quotes of a JSON string (RFC 8259 §7). */
    JSON("json"),
    /** A name or value of {@code application/x-www-form-urlencoded}. */
    FORM("form"),
    /** Content or attribute of XML and HTML; characters that XML 1.0 cannot hold become U+FFFD. */
    XML("xml");

    private final String wireName;

    Escaping(String wireName) {
        this.wireName = wireName;
    }

    /** The literal form in records. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The escaped text. */
    public String escape(String text) {
        return switch (this) {
            case NONE -> text;
            case JSON ->
                WellFormedText.inJson(
                        String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)));
            case FORM -> URLEncoder.encode(text, StandardCharsets.UTF_8);
            case XML -> xml(text);
        };
    }

    private static String xml(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** XML 1.0 §2.2. */
    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
