package dev.hearken;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The files of {@code golden/}: exact texts of the contract, each with one line break at its end that is not part of
 * it.
 */
public final class Golden {
    private Golden() {}

    /** The text of a file. */
    public static String read(String name) {
        try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name)) {
            String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(0, text.length() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
