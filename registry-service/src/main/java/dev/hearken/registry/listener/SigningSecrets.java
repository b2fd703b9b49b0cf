package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.SealedKey;
import dev.hearken.model.listener.SealedKeys;
import dev.hearken.model.listener.SealedKeys.Previous;
import dev.hearken.secret.SecretCipher;
import dev.hearken.secret.UnreadableSecretException;
import dev.hearken.signing.SignatureScheme;
import dev.hearken.signing.WebhookKey;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** Makes signing keys, and shows them to their owner. */
@Singleton
class SigningSecrets {
    private static final int HINT_LENGTH = 4;

    private final SecretCipher cipher;
    private final SecureRandom random;

    SigningSecrets(SecretCipher cipher, SecureRandom random) {
        this.cipher = cipher;
        this.random = random;
    }

    /**
     * What the owner gets to see: a JSON object with {@code secret}, {@code hint} or {@code publicKey}, and while keys
     * overlap with {@code previous}, a list of such objects with {@code until}. Never printed.
     */
    static final class Disclosure {
        private final ObjectNode json;

        private Disclosure(ObjectNode json) {
            this.json = json;
        }

        ObjectNode toJson() {
            return json.deepCopy();
        }
    }

    /** A new key of the scheme that the definition wants, encrypted for its place. */
    SealedKeys create(TenantId tenant, ListenerId id, ListenerDefinition definition) {
        SignatureScheme scheme = scheme(definition);
        return new SealedKeys(seal(tenant, id, scheme, scheme.generate(random)), List.of());
    }

    /**
     * Another scheme needs another key; the one before it overlaps, as in a rotation.
     *
     * @return whether the row has another key now
     */
    boolean fit(ListenerEntity row, ListenerDefinition definition, Instant now) {
        SealedKeys keys = row.signingKeys();
        SignatureScheme scheme = scheme(definition);
        if (keys.current().scheme() == scheme) {
            return false;
        }
        Instant until = now.plus(SecretRotation.DEFAULT_OVERLAP);
        row.setSigningKeys(rotate(new TenantId(row.tenant), new ListenerId(row.id), keys, scheme, now, until));
        return true;
    }

    private static SignatureScheme scheme(ListenerDefinition definition) {
        return definition.callback().fold(http -> http.signing().scheme());
    }

    /** With a new key of the scheme; those before it sign on until then. */
    SealedKeys rotate(
            TenantId tenant, ListenerId id, SealedKeys keys, SignatureScheme scheme, Instant now, Instant until) {
        return keys.rotated(seal(tenant, id, scheme, scheme.generate(random)), now, until);
    }

    /** The same keys under the primary key of the ring. */
    SealedKeys encryptAnew(TenantId tenant, ListenerId id, SealedKeys keys) {
        return new SealedKeys(
                encryptAnew(tenant, id, keys.current()),
                keys.previous().stream()
                        .map(old -> new Previous(encryptAnew(tenant, id, old.key()), old.until()))
                        .toList());
    }

    /** Whether the row's key in force can be decrypted. */
    boolean opens(ListenerEntity row) {
        try {
            open(
                    new TenantId(row.tenant),
                    new ListenerId(row.id),
                    row.signingKeys().current());
            return true;
        } catch (UnreadableSecretException | IllegalArgumentException e) {
            return false;
        }
    }

    private SealedKey encryptAnew(TenantId tenant, ListenerId id, SealedKey key) {
        return seal(tenant, id, key.scheme(), open(tenant, id, key));
    }

    private SealedKey seal(TenantId tenant, ListenerId id, SignatureScheme scheme, WebhookKey key) {
        return new SealedKey(scheme, cipher.encrypt(key.bytes(), Listener.signingKeyPlace(tenant, id, scheme)));
    }

    private WebhookKey open(TenantId tenant, ListenerId id, SealedKey key) {
        return key.scheme().read(cipher.decrypt(key.secret(), Listener.signingKeyPlace(tenant, id, key.scheme())));
    }

    /** The current key whole: a shared secret, {@code whsec_<base64>}, or a public key, {@code whpk_<base64>}. */
    Disclosure reveal(Listener listener, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        open(listener, listener.signingKeys().current())
                .fold(shared -> json.put("secret", shared.reveal()), pair -> json.put("publicKey", pair.publicForm()));
        return new Disclosure(withPrevious(json, listener, now));
    }

    /** The last four characters of a shared secret, to tell one from another: {@code …abcd}. A public key whole. */
    Disclosure hint(Listener listener, Instant now) {
        ObjectNode json = hint(listener, listener.signingKeys().current());
        return new Disclosure(withPrevious(json, listener, now));
    }

    private ObjectNode withPrevious(ObjectNode json, Listener listener, Instant now) {
        List<Previous> previous = listener.signingKeys().at(now).previous();
        if (!previous.isEmpty()) {
            ArrayNode list = json.putArray("previous");
            previous.forEach(old ->
                    list.add(hint(listener, old.key()).put("until", old.until().toString())));
        }
        return json;
    }

    private ObjectNode hint(Listener listener, SealedKey key) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return open(listener, key)
                .fold(
                        shared -> json.put("hint", hint(shared.reveal())),
                        pair -> json.put("publicKey", pair.publicForm()));
    }

    private static String hint(String secret) {
        return "…" + secret.substring(secret.length() - HINT_LENGTH);
    }

    private WebhookKey open(Listener listener, SealedKey key) {
        return open(listener.tenant(), listener.id(), key);
    }
}
