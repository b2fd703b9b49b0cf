package dev.hearken.language.template;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of the tenant's variables and secrets that templates use. */
public record References(Set<String> variables, Set<String> secrets) {
    /** Uses none. */
    public static final References NONE = new References(Set.of(), Set.of());

    /** Copies the names. */
    public References {
        variables = Set.copyOf(variables);
        secrets = Set.copyOf(secrets);
    }

    /** The names of both. */
    public References and(References other) {
        if (other.equals(NONE)) {
            return this;
        }
        return equals(NONE) ? other : new References(union(variables, other.variables), union(secrets, other.secrets));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return new TreeSet<>(Stream.concat(one.stream(), other.stream()).toList());
    }
}
