package dev.hearken.rendering;

import dev.hearken.language.template.CompiledCallback;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.signing.SigningKeys;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A listener whose callbacks can be rendered.
 *
 * @param listener as the registry published it
 * @param templates of its callback
 * @param keys absent if the one in force cannot be decrypted here
 */
public record CallbackSource(
        Listener listener,
        CompiledCallback templates,
        @Nullable SigningKeys keys) {
    /** Compiles the listener's callback. */
    public static CallbackSource of(Listener listener, Optional<SigningKeys> signingKeys) {
        HttpCallback callback = listener.definition().callback().fold(http -> http);
        return new CallbackSource(listener, CompiledCallback.of(callback), signingKeys.orElse(null));
    }

    /** What its callbacks are signed with; empty if the key in force cannot be decrypted here. */
    public Optional<SigningKeys> signingKeys() {
        return Optional.ofNullable(keys);
    }

    /** Where and how it is called back. */
    public HttpCallback callback() {
        return listener.definition().callback().fold(http -> http);
    }
}
