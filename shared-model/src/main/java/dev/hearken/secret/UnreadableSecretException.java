package dev.hearken.secret;

import org.jspecify.annotations.Nullable;

/** A secret that cannot be decrypted with the keys at hand. Its message names the place, never the content. */
public final class UnreadableSecretException extends RuntimeException {
    UnreadableSecretException(String message) {
        this(message, null);
    }

    UnreadableSecretException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
