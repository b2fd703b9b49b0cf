package dev.hearken.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A tenant's name: 1 to 63 characters of {@code a-z 0-9 -}, beginning with a letter or digit. Everything in Hearken
 * belongs to exactly one tenant.
 */
public record TenantId(@JsonValue String value) {
    // Before the first instance: the constructor needs it.
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The tenant of everything that names none. */
    public static final TenantId DEFAULT = new TenantId("default");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the name has another form
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TenantId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a tenant name: 1 to 63 of a-z, 0-9 and '-'");
        }
    }

    /** Whether the text has a tenant's form. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
