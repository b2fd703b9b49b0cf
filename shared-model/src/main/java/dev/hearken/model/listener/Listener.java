package dev.hearken.model.listener;

import dev.hearken.model.TenantId;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SignatureScheme;

/**
 * A listener that the registry has accepted.
 *
 * @param tenant whose it is
 * @param id its identity
 * @param revision grows by one with every change, from 1
 * @param paused while true deliveries wait in the retry topics, without using up attempts
 * @param definition what its owner wrote
 * @param signingKeys the listener's own signing keys, see {@link #signingKeyPlace}
 */
public record Listener(
        TenantId tenant,
        ListenerId id,
        long revision,
        boolean paused,
        ListenerDefinition definition,
        SealedKeys signingKeys) {
    /** A listener with one signing secret. */
    public Listener(
            TenantId tenant,
            ListenerId id,
            long revision,
            boolean paused,
            ListenerDefinition definition,
            EncryptedSecret signingSecret) {
        this(tenant, id, revision, paused, definition, SealedKeys.of(signingSecret));
    }

    /** The signing key in force, encrypted. */
    public EncryptedSecret signingSecret() {
        return signingKeys.current().secret();
    }

    /** What a signing key's ciphertext is bound to, so that it cannot be moved to another listener or scheme. */
    public static String signingKeyPlace(TenantId tenant, ListenerId id, SignatureScheme scheme) {
        return switch (scheme) {
            case V1 -> signingSecretPlace(tenant, id);
            case V1A -> tenant.value() + "/listener/" + id.value() + "/signing-key";
        };
    }

    /** What the ciphertext of a shared signing secret is bound to. */
    public static String signingSecretPlace(TenantId tenant, ListenerId id) {
        return tenant.value() + "/listener/" + id.value() + "/signing-secret";
    }
}
