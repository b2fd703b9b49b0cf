package dev.hearken.model.catalog;

import java.util.regex.Pattern;

/**
 * The name of a variable or a secret of a tenant: {@code [A-Za-z_][A-Za-z0-9_-]{0,63}}. Upper and lower case differ.
 */
public record VariableName(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public VariableName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a name has the form " + FORM);
        }
    }

    /** Whether the text has the form of a name. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
