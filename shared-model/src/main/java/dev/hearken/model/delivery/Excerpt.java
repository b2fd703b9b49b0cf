package dev.hearken.model.delivery;

import java.nio.charset.StandardCharsets;

import static java.util.Objects.requireNonNull;

/**
 * The beginning of a body, as text.
 *
 * @param text read as UTF-8; what is none became U+FFFD
 * @param size of the whole body in bytes, as far as it was received
 * @param cut whether the body goes on after the text
 */
public record Excerpt(String text, long size, boolean cut) {
    /** Insists on the text. */
    public Excerpt {
        requireNonNull(text);
    }

    /** At most so many bytes of a body, but no part of a character. */
    public static Excerpt of(byte[] body, int maxBytes) {
        int length = Math.min(body.length, maxBytes);
        int whole = length < body.length ? length - cutCharacter(body, length) : length;
        return new Excerpt(new String(body, 0, whole, StandardCharsets.UTF_8), body.length, length < body.length);
    }

    /** How many bytes before the end belong to a character that goes on behind it. */
    private static int cutCharacter(byte[] body, int end) {
        for (int back = 1; back <= 3 && back <= end; back++) {
            int octet = body[end - back] & 0xFF;
            if (octet < 0x80) {
                return 0;
            }
            if (octet >= 0xC0) {
                int length = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : 2;
                return length > back ? back : 0;
            }
        }
        return 0;
    }
}
