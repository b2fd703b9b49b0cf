package dev.hearken.model.delivery;

import dev.hearken.model.WellFormedText;
import java.nio.charset.StandardCharsets;

/** Texts of bounded length that every encoder takes. */
final class Beginning {
    private Beginning() {}

    /**
     * At most so many characters from the start, never half of a surrogate pair; a half that was there is a {@code ?}.
     */
    static String of(String text, int length) {
        String whole = WellFormedText.is(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.length() <= length
                ? whole
                : whole.substring(0, Character.isHighSurrogate(whole.charAt(length - 1)) ? length - 1 : length);
    }
}
