package dev.hearken.signing;

import java.security.SecureRandom;
import java.util.Optional;

/** A scheme of Standard Webhooks 1.0.0, and with it the kind of key that is needed. */
public enum SignatureScheme {
    /** HMAC-SHA256 with a shared {@link SigningKey}. */
    V1("v1") {
        @Override
        public WebhookKey generate(SecureRandom random) {
            return SigningKey.generate(random);
        }

        @Override
        public WebhookKey read(byte[] bytes) {
            return SigningKey.of(bytes);
        }
    },

    /** Ed25519 with an {@link AsymmetricKey}. */
    V1A("v1a") {
        @Override
        public WebhookKey generate(SecureRandom random) {
            return AsymmetricKey.generate(random);
        }

        @Override
        public WebhookKey read(byte[] bytes) {
            return AsymmetricKey.of(bytes);
        }
    };

    private final String wireName;

    SignatureScheme(String wireName) {
        this.wireName = wireName;
    }

    /** The literal form, with which a signature begins: {@code v1} or {@code v1a}. */
    public String wireName() {
        return wireName;
    }

    /** The scheme of this literal form. */
    public static Optional<SignatureScheme> parse(String text) {
        for (SignatureScheme scheme : values()) {
            if (scheme.wireName.equals(text)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /** A new key. */
    public abstract WebhookKey generate(SecureRandom random);

    /**
     * The key with these bytes.
     *
     * @throws IllegalArgumentException if they are no key of this scheme; the message holds no key material
     */
    public abstract WebhookKey read(byte[] bytes);
}
