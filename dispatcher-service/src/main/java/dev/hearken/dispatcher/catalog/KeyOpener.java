package dev.hearken.dispatcher.catalog;

import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.SealedKey;
import dev.hearken.secret.SecretCipher;
import dev.hearken.secret.UnreadableSecretException;
import dev.hearken.signing.SigningKeys;
import dev.hearken.signing.SigningKeys.Previous;
import dev.hearken.signing.WebhookKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Decrypts the signing keys of listeners. What cannot be decrypted is logged, and missing. */
final class KeyOpener {
    private static final Logger LOG = Logger.getLogger(KeyOpener.class);

    private final SecretCipher cipher;

    KeyOpener(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** The listener's keys; empty if the one in force is missing, since receivers expect its signature. */
    Optional<SigningKeys> open(Listener listener) {
        return open(listener, listener.signingKeys().current())
                .map(current -> new SigningKeys(current, previous(listener)));
    }

    private List<Previous> previous(Listener listener) {
        return listener.signingKeys().previous().stream()
                .flatMap(old -> open(listener, old.key())
                        .map(key -> Stream.of(new Previous(key, old.until())))
                        .orElseGet(Stream::empty))
                .toList();
    }

    private Optional<WebhookKey> open(Listener listener, SealedKey key) {
        try {
            String place = Listener.signingKeyPlace(listener.tenant(), listener.id(), key.scheme());
            return Optional.of(key.scheme().read(cipher.decrypt(key.secret(), place)));
        } catch (UnreadableSecretException | IllegalArgumentException e) {
            LOG.errorf(
                    "catalog: callbacks of listener %s cannot be signed with one of its keys: %s",
                    listener.id(), e.getMessage());
            return Optional.empty();
        }
    }
}
