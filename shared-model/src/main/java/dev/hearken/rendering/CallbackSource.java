package dev.hearken.rendering;

import dev.hearken.language.template.CompiledCallback;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.signing.SigningKeys;
import java.util.Optional;

/**
 * A listener whose callbacks can be rendered.
 *
 * @param listener as the registry published it
 * @param templates of its callback
 * @param signingKeys empty if the key in force cannot be decrypted here
 */
public record CallbackSource(Listener listener, CompiledCallback templates, Optional<SigningKeys> signingKeys) {
    /** Compiles the listener's callback. */
    public static CallbackSource of(Listener listener, Optional<SigningKeys> signingKeys) {
        HttpCallback callback = listener.definition().callback().fold(http -> http);
        return new CallbackSource(listener, CompiledCallback.of(callback), signingKeys);
    }

    /** Where and how it is called back. */
    public HttpCallback callback() {
        return listener.definition().callback().fold(http -> http);
    }
}
