package dev.hearken.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The name of a value of an event, such as {@code execution.error.message}, {@code tasks[0].name} or
 * {@code metadata['rows read']}.
 *
 * <p>A segment is a name ({@code [A-Za-z_$][A-Za-z0-9_$-]*}) after a dot, any text in single or double quotes between
 * brackets, or the index of a list entry between brackets. Within quotes a backslash makes the next character literal.
 *
 * @param segments 1 to 32 of them, the first is the root; an index is its decimal digits
 */
public record VariablePath(List<String> segments) {
    private static final int MAX_SEGMENTS = 32;

    /** Copies the segments. */
    public VariablePath {
        segments = List.copyOf(segments);
    }

    /** A path at the beginning of a text, and where it ends. */
    public record Prefix(VariablePath path, int end) {}

    /** The path that the whole text is; empty if it is none. */
    public static Optional<VariablePath> parse(String text) {
        return parsePrefix(text, 0)
                .filter(prefix -> prefix.end() == text.length())
                .map(Prefix::path);
    }

    /** The longest path that begins at the position; empty if none does. */
    public static Optional<Prefix> parsePrefix(String text, int from) {
        List<String> segments = new ArrayList<>();
        int at = nameEnd(text, from);
        if (at == from) {
            return Optional.empty();
        }
        segments.add(text.substring(from, at));
        while (at < text.length() && segments.size() <= MAX_SEGMENTS) {
            int next = text.charAt(at) == '.'
                    ? name(text, at + 1, segments)
                    : text.charAt(at) == '[' ? bracket(text, at + 1, segments) : at;
            if (next == at) {
                break;
            }
            at = next;
        }
        return segments.size() > MAX_SEGMENTS
                ? Optional.empty()
                : Optional.of(new Prefix(new VariablePath(segments), at));
    }

    /** The root. */
    public String root() {
        return segments.get(0);
    }

    /** Where the segment after the dot ends; the dot's own position if there is none. */
    private static int name(String text, int from, List<String> segments) {
        int end = nameEnd(text, from);
        if (end == from) {
            return from - 1;
        }
        segments.add(text.substring(from, end));
        return end;
    }

    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isNameCharacter(text.charAt(at), at == from)) {
            at++;
        }
        return at;
    }

    private static boolean isNameCharacter(char c, boolean first) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == '$'
                || (!first && (c == '-' || (c >= '0' && c <= '9')));
    }

    /** Where the segment after the bracket ends; the bracket's own position if there is none. */
    private static int bracket(String text, int from, List<String> segments) {
        char quote = from < text.length() ? text.charAt(from) : ']';
        StringBuilder segment = new StringBuilder();
        int at = quote == '\'' || quote == '"' ? quoted(text, from + 1, quote, segment) : digits(text, from, segment);
        if (at < 0 || at >= text.length() || text.charAt(at) != ']') {
            return from - 1;
        }
        segments.add(segment.toString());
        return at + 1;
    }

    private static int quoted(String text, int from, char quote, StringBuilder segment) {
        int at = from;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 1 : 0;
            if (at < text.length()) {
                segment.append(text.charAt(at++));
            }
        }
        return at < text.length() ? at + 1 : -1;
    }

    private static int digits(String text, int from, StringBuilder segment) {
        int at = from;
        while (at < text.length() && at < from + 6 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            segment.append(text.charAt(at++));
        }
        return at == from ? -1 : at;
    }

    /** The normal form: dots where a segment allows it, else brackets and single quotes. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(root());
        segments.stream().skip(1).forEach(segment -> append(text, segment));
        return text.toString();
    }

    private static void append(StringBuilder text, String segment) {
        if (!segment.isEmpty() && nameEnd(segment, 0) == segment.length()) {
            text.append('.').append(segment);
        } else if (!segment.isEmpty()
                && segment.length() <= 6
                && segment.chars().allMatch(c -> c >= '0' && c <= '9')) {
            text.append('[').append(segment).append(']');
        } else {
            text.append("['")
                    .append(segment.replace("\\", "\\\\").replace("'", "\\'"))
                    .append("']");
        }
    }
}
