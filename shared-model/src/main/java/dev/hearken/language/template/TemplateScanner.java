package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.language.template.Template.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a parser is in its template: takes names and literal values from there, and remembers the last fault. */
final class TemplateScanner {
    private static final int MAX_ARGUMENTS = 10;
    private static final int MAX_DIGITS = 9;
    private static final int SHOWN = 40;

    private final String text;
    private int at;
    private Malformed fault = new Malformed(0, "");

    TemplateScanner(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    Malformed fault() {
        return fault;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    boolean at(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** Goes over this text if it comes next. */
    boolean take(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    void skipSpace() {
        while (at(' ') || at('\t') || at('\n') || at('\r')) {
            at++;
        }
    }

    /** Letters, digits and underscores; may be empty. */
    String name() {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** Values in parentheses, none where there are no parentheses; {@code null} if there is a fault. */
    @Nullable
    List<JsonNode> arguments() {
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
        } while (at(',') && arguments.size() < MAX_ARGUMENTS);
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

    /** The next characters in quotes; what cannot be seen is spelled. */
    String shown(int length) {
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

    /** What is wrong here. */
    void fail(String what) {
        fail(what, "");
    }

    /**
     * What is wrong here.
     *
     * @param known what would have been right, said after the position
     */
    void fail(String what, String known) {
        fault = new Malformed(at, what + " at position " + at + known);
    }

    /** What is wrong there. */
    void fail(int position, String what) {
        at = position;
        fail(what);
    }
}
