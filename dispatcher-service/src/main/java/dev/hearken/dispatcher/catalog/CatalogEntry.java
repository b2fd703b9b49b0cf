package dev.hearken.dispatcher.catalog;

import dev.hearken.language.CompiledSelector;
import dev.hearken.model.listener.Listener;
import dev.hearken.signing.SigningKey;
import java.util.Optional;

/**
 * A listener made ready for use.
 *
 * @param listener as the registry published it
 * @param selector its compiled selector
 * @param signingKey empty if this instance has not the key to decrypt it
 */
public record CatalogEntry(Listener listener, CompiledSelector selector, Optional<SigningKey> signingKey) {}
