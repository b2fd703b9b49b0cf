package dev.hearken.model.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.secret.EncryptedSecret;

/**
 * A value that templates, credentials and signatures of a tenant's listeners may use and nobody is shown.
 *
 * @param tenant whose it is
 * @param name unique among the tenant's secrets
 * @param revision grows with every change, from 1
 * @param value bound to its {@link #place}
 */
public record Secret(TenantId tenant, VariableName name, long revision, EncryptedSecret value) {
    /** What the ciphertext is bound to, so that it can neither be moved to another secret nor brought back later. */
    public static String place(TenantId tenant, VariableName name, long revision) {
        return tenant.value() + "/secret/" + name.value() + "/" + revision;
    }

    /** What this ciphertext is bound to. */
    public String place() {
        return place(tenant, name, revision);
    }
}
