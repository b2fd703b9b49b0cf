package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
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

    private final TemplateScanner scanner;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    TemplateParser(String text) {
        scanner = new TemplateScanner(text);
    }

    /** {@code null} if there is a fault. */
    @Nullable
    List<Part> parts() {
        String text = scanner.text();
        int at = 0;
        for (int start = text.indexOf(START); start >= 0; start = text.indexOf(START, at)) {
            literal.append(text, at, start);
            if (start > at && text.charAt(start - 1) == '$') {
                at = start + START.length();
                literal.append(START, 1, START.length());
            } else {
                endLiteral();
                scanner.moveTo(start);
                Reference reference = reference();
                if (reference == null) {
                    return null;
                }
                parts.add(reference);
                at = scanner.position();
            }
        }
        literal.append(text, at, text.length());
        endLiteral();
        return parts;
    }

    Malformed fault() {
        return scanner.fault();
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new Part.Text(literal.toString()));
            literal.setLength(0);
        }
    }

    private @Nullable Reference reference() {
        int start = scanner.position();
        scanner.take(START);
        VariablePath path = path();
        if (path == null) {
            return null;
        }
        List<Filter> filters = new ArrayList<>();
        while (true) {
            scanner.skipSpace();
            if (scanner.take(END)) {
                return new Reference(path, filters);
            }
            if (scanner.isAtEnd()) {
                scanner.fail(start, "the reference is not ended by '}}'");
                return null;
            }
            if (!scanner.at('|')) {
                scanner.fail("'|' or '}}' is expected, not " + scanner.shown(1));
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
        scanner.fail("a reference has at most " + MAX_FILTERS + " filters");
        return null;
    }

    private @Nullable VariablePath path() {
        scanner.skipSpace();
        Optional<VariablePath.Prefix> prefix = VariablePath.parsePrefix(scanner.text(), scanner.position());
        if (prefix.isEmpty()) {
            scanner.fail(scanner.isAtEnd() ? "a path is missing" : "a path is expected, not " + scanner.shown(1));
            return null;
        }
        VariablePath path = prefix.get().path();
        if (!ROOTS.contains(path.root())) {
            scanner.fail("unknown root " + scanner.shown(path.root().length()), "; known: " + String.join(", ", ROOTS));
            return null;
        }
        boolean named = path.root().equals(Reference.VARIABLES) || path.root().equals(Reference.SECRETS);
        if (named && (path.segments().size() != 2 || path.segments().get(1).isEmpty())) {
            scanner.fail("'" + path.root() + "' must be followed by exactly one name");
            return null;
        }
        scanner.moveTo(prefix.get().end());
        return path;
    }

    private @Nullable Filter filter() {
        scanner.take("|");
        scanner.skipSpace();
        int start = scanner.position();
        String name = scanner.name();
        if (!Filters.isKnown(name)) {
            scanner.moveTo(start);
            scanner.fail(
                    name.isEmpty() ? "a filter is missing" : "unknown filter " + scanner.shown(name.length()),
                    "; known: " + Filters.known());
            return null;
        }
        List<JsonNode> arguments = scanner.arguments();
        if (arguments == null) {
            return null;
        }
        Filter filter = Filters.of(name, arguments);
        if (filter == null) {
            scanner.moveTo(start);
            scanner.fail("filter '" + name + "' has other arguments than it takes", ": " + Filters.arguments(name));
        }
        return filter;
    }
}
