package dev.hearken.model.listener;

import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SignatureScheme;

/**
 * A signing key of a listener as it is stored and published.
 *
 * @param scheme what it is for
 * @param secret its bytes, encrypted for {@link Listener#signingKeyPlace}
 */
public record SealedKey(SignatureScheme scheme, EncryptedSecret secret) {}
