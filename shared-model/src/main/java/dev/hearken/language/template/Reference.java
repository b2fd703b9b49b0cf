package dev.hearken.language.template;

import dev.hearken.language.VariablePath;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A reference of a template, literal form <code>${{path | filter | filter('arg', 3)}}</code>.
 *
 * @param path with a known root; {@code variables} and {@code secrets} are followed by exactly one name
 * @param filters at most 10, applied in this order
 */
record Reference(VariablePath path, List<Filter> filters) implements Part {
    static final String VARIABLES = "variables";
    static final String SECRETS = "secrets";

    private static final Set<String> OUTSIDE_EVENT = Set.of(VARIABLES, SECRETS, "listener", "delivery");

    Reference {
        filters = List.copyOf(filters);
    }

    boolean isSecret() {
        return path.root().equals(SECRETS);
    }

    boolean isVariable() {
        return path.root().equals(VARIABLES);
    }

    /** The name of the variable or secret. */
    String name() {
        return path.segments().get(1);
    }

    boolean usesEvent() {
        return !OUTSIDE_EVENT.contains(path.root());
    }

    /** Where JSON is expected, JSON text is the value itself. */
    Reference asJsonValue() {
        int last = filters.size() - 1;
        return last >= 0 && filters.get(last) == PlainFilter.JSON
                ? new Reference(path, filters.subList(0, last))
                : this;
    }

    @Override
    public <T> T fold(Function<String, T> text, Function<Reference, T> reference) {
        return reference.apply(this);
    }

    @Override
    public String toString() {
        return filters.stream().map(filter -> " | " + filter).collect(Collectors.joining("", "${{" + path, "}}"));
    }
}
