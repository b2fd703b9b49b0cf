package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.language.VariablePath;
import dev.hearken.language.template.Template.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one template from left to right; the first fault ends it. */
final class TemplateParser {
    private static final String START = "${{";
    private static final String END = "}}";
    private static final int MAX_FILTERS = 10;
    private static final int MAX_DIGITS = 9;
    private static final int SHOWN = 40;
    private static final Set<String> ROOTS = new TreeSet<>(Set.of(
            "event",
            "workflow",
            "execution",
            "task",
            "tasks",
            "metadata",
            Reference.VARIABLES,
            Reference.SECRETS,
            "listener",
            "delivery",
            "raw",
            "erathos"));

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;
    private Malformed fault = new Malformed(0, "");

    TemplateParser(String text) {
        this.text = text;
    }

    /** {@code null} if there is a fault. */
    @Nullable
    List<Part> parts() {
        for (int start = text.indexOf(START); start >= 0; start = text.indexOf(START, at)) {
            if (start > at && text.charAt(start - 1) == '$') {
                literal.append(text, at, start).append(START, 1, START.length());
                at = start + START.length();
            } else {
                literal.append(text, at, start);
                endLiteral();
                at = start;
                Reference reference = reference();
                if (reference == null) {
                    return null;
                }
                parts.add(reference);
            }
        }
        literal.append(text, at, text.length());
        endLiteral();
        return parts;
    }

    Malformed fault() {
        return fault;
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new Part.Text(literal.toString()));
            literal.setLength(0);
        }
    }

    private @Nullable Reference reference() {
        int start = at;
        at += START.length();
        VariablePath path = path();
        if (path == null) {
            return null;
        }
        List<Filter> filters = new ArrayList<>();
        while (true) {
            skipSpace();
            if (text.startsWith(END, at)) {
                at += END.length();
                return new Reference(path, filters);
            }
            if (at == text.length()) {
                fail(start, "the reference is not ended by '}}'");
                return null;
            }
            if (text.charAt(at) != '|') {
                fail(at, "'|' or '}}' is expected, not " + shown(1));
                return null;
            }
            Filter filter = filters.size() < MAX_FILTERS ? filter() : tooManyFilters();
            if (filter == null) {
                return null;
            }
            filters.add(filter);
        }
    }

    private @Nullable Filter tooManyFilters() {
        fail(at, "a reference has at most " + MAX_FILTERS + " filters");
        return null;
    }

    private @Nullable VariablePath path() {
        skipSpace();
        Optional<VariablePath.Prefix> prefix = VariablePath.parsePrefix(text, at);
        if (prefix.isEmpty()) {
            fail(at, at == text.length() ? "a path is missing" : "a path is expected, not " + shown(1));
            return null;
        }
        VariablePath path = prefix.get().path();
        if (!ROOTS.contains(path.root())) {
            fail(at, "unknown root " + shown(path.root().length()), "; known: " + String.join(", ", ROOTS));
            return null;
        }
        boolean named = path.root().equals(Reference.VARIABLES) || path.root().equals(Reference.SECRETS);
        if (named && (path.segments().size() != 2 || path.segments().get(1).isEmpty())) {
            fail(at, "'" + path.root() + "' must be followed by exactly one name");
            return null;
        }
        at = prefix.get().end();
        return path;
    }

    private @Nullable Filter filter() {
        at++;
        skipSpace();
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (!Filters.isKnown(name)) {
            at = start;
            fail(
                    start,
                    name.isEmpty() ? "a filter is missing" : "unknown filter " + shown(name.length()),
                    "; known: " + Filters.known());
            return null;
        }
        List<JsonNode> arguments = arguments();
        if (arguments == null) {
            return null;
        }
        Filter filter = Filters.of(name, arguments);
        if (filter == null) {
            fail(start, "filter '" + name + "' has other arguments than it takes", ": " + Filters.arguments(name));
        }
        return filter;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** {@code null} if there is a fault. */
    private @Nullable List<JsonNode> arguments() {
        List<JsonNode> arguments = new ArrayList<>();
        skipSpace();
        if (!at('(')) {
            return arguments;
        }
        do {
            at++;
            skipSpace();
            if (arguments.isEmpty() && at(')')) {
                break;
            }
            JsonNode argument = argument();
            if (argument == null) {
                return null;
            }
            arguments.add(argument);
            skipSpace();
        } while (at(',') && arguments.size() < MAX_FILTERS);
        if (!at(')')) {
            fail(at, "the arguments are not ended by ')'");
            return null;
        }
        at++;
        return arguments;
    }

    private @Nullable JsonNode argument() {
        if (at('\'') || at('"')) {
            return quoted(text.charAt(at));
        }
        int start = at;
        at += at('-') ? 1 : 0;
        int digits = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == digits || at - digits > MAX_DIGITS) {
            fail(start, "a text in quotes or an integer of at most " + MAX_DIGITS + " digits is expected");
            return null;
        }
        return IntNode.valueOf(Integer.parseInt(text.substring(start, at)));
    }

    private @Nullable JsonNode quoted(char quote) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 1 : 0;
            if (at < text.length()) {
                value.append(text.charAt(at++));
            }
        }
        if (at >= text.length()) {
            fail(start, "the text is not ended by " + quote);
            return null;
        }
        at++;
        return TextNode.valueOf(value.toString());
    }

    private boolean at(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void skipSpace() {
        while (at(' ') || at('\t') || at('\n') || at('\r')) {
            at++;
        }
    }

    /** The next characters in quotes; what cannot be seen is spelled. */
    private String shown(int length) {
        int end = Math.min(text.length(), at + Math.min(length, SHOWN));
        StringBuilder shown = new StringBuilder("'");
        text.substring(at, end).chars().forEach(c -> {
            if (c < ' ' || c > '~') {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.append('\'').toString();
    }

    private void fail(int position, String what) {
        fail(position, what, "");
    }

    private void fail(int position, String what, String known) {
        fault = new Malformed(position, what + " at position " + position + known);
    }
}
