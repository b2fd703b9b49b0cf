package dev.hearken.registry.secret;

import dev.hearken.secret.KeyRing;
import dev.hearken.secret.SecretCipher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes the key ring from the configuration, and what works with it. */
final class SecretKeys {
    private SecretKeys() {}

    @Produces
    @Singleton
    static KeyRing keyRing(SecretConfig config) {
        try {
            return KeyRing.parse(config.keyRing());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("registry.secret.key-ring: " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    static SecretCipher cipher(KeyRing keys, SecureRandom random) {
        return new SecretCipher(keys, random);
    }
}
