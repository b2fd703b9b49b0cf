package dev.hearken.dispatcher.catalog;

import dev.hearken.rendering.TenantValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variables and decrypted secrets of one tenant, by their names. Immutable. */
record StoredValues(Map<String, String> variables, Map<String, String> secrets) implements TenantValues {
    static final StoredValues NONE = new StoredValues(Map.of(), Map.of());

    StoredValues {
        variables = Map.copyOf(variables);
        secrets = Map.copyOf(secrets);
    }

    /** With a variable that has this value now, or is gone. */
    StoredValues withVariable(String name, @Nullable String value) {
        return new StoredValues(with(variables, name, value), secrets);
    }

    /** With a secret that has this value now, or is gone. */
    StoredValues withSecret(String name, @Nullable String value) {
        return new StoredValues(variables, with(secrets, name, value));
    }

    private static Map<String, String> with(Map<String, String> values, String name, @Nullable String value) {
        Map<String, String> changed = new HashMap<>(values);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    @Override
    public Optional<String> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    boolean isEmpty() {
        return variables.isEmpty() && secrets.isEmpty();
    }

    /** Names only. */
    @Override
    public String toString() {
        return "StoredValues[variables=" + variables.keySet() + ", secrets=" + secrets.keySet() + "]";
    }
}
