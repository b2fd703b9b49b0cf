package dev.hearken.dispatcher.catalog;

import dev.hearken.language.CompiledSelector;
import dev.hearken.language.Trigger;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.rendering.CallbackSource;
import dev.hearken.signing.SigningKeys;
import java.util.Optional;

/**
 * A listener made ready for use.
 *
 * @param trigger decides whether it fires
 * @param source renders its callbacks
 */
public record CatalogEntry(Trigger trigger, CallbackSource source) {
    /** Compiles the listener. */
    public static CatalogEntry of(Listener listener, Optional<SigningKeys> signingKeys) {
        return new CatalogEntry(Trigger.of(listener.definition()), CallbackSource.of(listener, signingKeys));
    }

    /** The listener as the registry published it. */
    public Listener listener() {
        return source.listener();
    }

    /** What it listens to. */
    public CompiledSelector selector() {
        return trigger.selector();
    }

    /** Where it is called back. */
    public HttpCallback callback() {
        return source.callback();
    }
}
