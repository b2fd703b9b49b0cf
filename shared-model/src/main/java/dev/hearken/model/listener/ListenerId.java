package dev.hearken.model.listener;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A listener's identity: a ULID, 26 characters of Crockford base 32, never used again after a deletion. */
public record ListenerId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is no ULID in capital letters
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ListenerId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a listener id: 26 characters of Crockford base 32 (a ULID)");
        }
    }

    /** Whether the text has the form of a listener id. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
