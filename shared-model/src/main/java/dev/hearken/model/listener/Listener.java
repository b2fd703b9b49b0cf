package dev.hearken.model.listener;

import dev.hearken.model.TenantId;
import dev.hearken.secret.EncryptedSecret;

/**
 * A listener that the registry has accepted.
 *
 * @param tenant whose it is
 * @param id its identity
 * @param revision grows by one with every change, from 1
 * @param paused while true deliveries wait in the retry topics, without using up attempts
 * @param definition what its owner wrote
 * @param signingSecret the listener's own signing secret, see {@link #signingSecretPlace}
 */
public record Listener(
        TenantId tenant,
        ListenerId id,
        long revision,
        boolean paused,
        ListenerDefinition definition,
        EncryptedSecret signingSecret) {
    /** What the signing secret's ciphertext is bound to, so that it cannot be moved to another listener. */
    public static String signingSecretPlace(TenantId tenant, ListenerId id) {
        return tenant.value() + "/listener/" + id.value() + "/signing-secret";
    }
}
