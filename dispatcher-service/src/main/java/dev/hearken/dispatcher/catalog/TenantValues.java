package dev.hearken.dispatcher.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables and decrypted secrets of one tenant, by their names. Immutable. */
record TenantValues(Map<String, String> variables, Map<String, String> secrets) {
    static final TenantValues NONE = new TenantValues(Map.of(), Map.of());

    TenantValues {
        variables = Map.copyOf(variables);
        secrets = Map.copyOf(secrets);
    }

    /** With a variable that has this value now, or is gone. */
    TenantValues withVariable(String name, @Nullable String value) {
        return new TenantValues(with(variables, name, value), secrets);
    }

    /** With a secret that has this value now, or is gone. */
    TenantValues withSecret(String name, @Nullable String value) {
        return new TenantValues(variables, with(secrets, name, value));
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

    boolean isEmpty() {
        return variables.isEmpty() && secrets.isEmpty();
    }

    /** Names only. */
    @Override
    public String toString() {
        return "TenantValues[variables=" + variables.keySet() + ", secrets=" + secrets.keySet() + "]";
    }
}
