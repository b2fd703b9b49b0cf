package dev.hearken.dispatcher.catalog;

import dev.hearken.language.CompiledSelector;
import dev.hearken.language.Trigger;
import dev.hearken.language.template.CompiledCallback;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.signing.SigningKey;
import java.util.Optional;

/**
 * A listener made ready for use.
 *
 * @param listener as the registry published it
 * @param trigger decides whether it fires
 * @param templates of its callback
 * @param signingKey empty if this instance has not the key to decrypt it
 */
public record CatalogEntry(
        Listener listener, Trigger trigger, CompiledCallback templates, Optional<SigningKey> signingKey) {
    /** Compiles the listener. */
    public static CatalogEntry of(Listener listener, Optional<SigningKey> signingKey) {
        HttpCallback callback = listener.definition().callback().fold(http -> http);
        return new CatalogEntry(listener, Trigger.of(listener.definition()), CompiledCallback.of(callback), signingKey);
    }

    /** What it listens to. */
    public CompiledSelector selector() {
        return trigger.selector();
    }

    /** Where it is called back. */
    public HttpCallback callback() {
        return listener.definition().callback().fold(http -> http);
    }
}
