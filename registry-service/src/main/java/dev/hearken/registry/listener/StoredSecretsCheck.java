package dev.hearken.registry.listener;

import dev.hearken.secret.EncryptedSecret;
import dev.hearken.secret.KeyRing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Stops the start if the key ring lacks a key that a stored secret needs: better no registry than a half-blind one. */
@Singleton
final class StoredSecretsCheck {
    private final ListenerRepository listeners;
    private final KeyRing keys;

    StoredSecretsCheck(ListenerRepository listeners, KeyRing keys) {
        this.listeners = listeners;
        this.keys = keys;
    }

    void check(@Observes StartupEvent start) {
        List<EncryptedSecret> lost = QuarkusTransaction.requiringNew().call(listeners::aSecretPerKey).stream()
                .map(EncryptedSecret::new)
                .filter(secret -> !keys.holdsKeyOf(secret))
                .toList();
        if (!lost.isEmpty()) {
            throw new IllegalStateException(
                    "registry.secret.key-ring lacks keys that stored secrets were encrypted with: " + lost
                            + ". Put them back behind the new key");
        }
    }
}
