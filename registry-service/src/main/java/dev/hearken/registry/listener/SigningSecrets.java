package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.secret.SecretCipher;
import dev.hearken.signing.SigningKey;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes signing secrets, and shows them to their owner. */
@Singleton
class SigningSecrets {
    private static final int HINT_LENGTH = 4;

    private final SecretCipher cipher;
    private final SecureRandom random;

    SigningSecrets(SecretCipher cipher, SecureRandom random) {
        this.cipher = cipher;
        this.random = random;
    }

    /** What the owner gets to see: a JSON object with either {@code secret} or {@code hint}. Never printed. */
    static final class Disclosure {
        private final String field;
        private final String value;

        private Disclosure(String field, String value) {
            this.field = field;
            this.value = value;
        }

        ObjectNode toJson() {
            return JsonNodeFactory.instance.objectNode().put(field, value);
        }
    }

    /** A new secret, encrypted for its place. */
    EncryptedSecret create(TenantId tenant, ListenerId id) {
        return cipher.encrypt(SigningKey.generate(random).bytes(), Listener.signingSecretPlace(tenant, id));
    }

    /** The same secret under the primary key. */
    EncryptedSecret encryptAnew(TenantId tenant, ListenerId id, EncryptedSecret secret) {
        String place = Listener.signingSecretPlace(tenant, id);
        return cipher.encrypt(cipher.decrypt(secret, place), place);
    }

    /** The whole secret, {@code whsec_<base64>}. */
    Disclosure reveal(Listener listener) {
        return new Disclosure("secret", literal(listener));
    }

    /** Its last four characters, to tell one secret from another: {@code …abcd}. */
    Disclosure hint(Listener listener) {
        String secret = literal(listener);
        return new Disclosure("hint", "…" + secret.substring(secret.length() - HINT_LENGTH));
    }

    private String literal(Listener listener) {
        String place = Listener.signingSecretPlace(listener.tenant(), listener.id());
        return SigningKey.of(cipher.decrypt(listener.signingSecret(), place)).reveal();
    }
}
