package dev.hearken.rendering;

import dev.hearken.language.template.CompiledCallback;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.signing.SigningKey;
import java.util.Optional;

/**
 * A listener whose callbacks can be rendered.
 *
 * @param listener as the registry published it
 * @param templates of its callback
 * @param signingKey empty if its secret cannot be decrypted here
 */
public record CallbackSource(Listener listener, CompiledCallback templates, Optional<SigningKey> signingKey) {
    /** Compiles the listener's callback. */
    public static CallbackSource of(Listener listener, Optional<SigningKey> signingKey) {
        HttpCallback callback = listener.definition().callback().fold(http -> http);
        return new CallbackSource(listener, CompiledCallback.of(callback), signingKey);
    }

    /** Where and how it is called back. */
    public HttpCallback callback() {
        return listener.definition().callback().fold(http -> http);
    }
}
