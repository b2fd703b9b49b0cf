package dev.hearken.registry.secret;

import dev.hearken.secret.EncryptedSecret;
import java.util.List;

/** A feature that stores secrets lets their keys be checked and replaced. Every method is called in a transaction. */
public interface StoredSecrets {
    /** One stored secret per key that they are encrypted with, across all tenants. */
    List<EncryptedSecret> onePerKey();

    /** Whether the ring's keys open some of a handful of those secrets; true also where there are none. */
    boolean opensSome();

    /**
     * Encrypts some of those secrets anew that are not under the primary key, and has them published.
     *
     * @param primaryPrefix how ciphertexts under the primary key begin
     * @param limit most at once
     * @return how many there were
     */
    int encryptAnew(String primaryPrefix, int limit);

    /** How many secrets are not under the primary key. */
    long countUnlike(String primaryPrefix);
}
