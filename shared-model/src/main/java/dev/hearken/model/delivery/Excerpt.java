package dev.hearken.model.delivery;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
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
        CharBuffer text = CharBuffer.allocate(length);
        // That the input goes on makes the decoder leave a character alone that is cut in the middle.
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        decoder.decode(ByteBuffer.wrap(body, 0, length), text, length == body.length);
        return new Excerpt(text.flip().toString(), body.length, length < body.length);
    }
}
