package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import java.security.MessageDigest;
import java.util.Set;

/**
 * A key that the registry knows.
 *
 * @param id its public part
 * @param tenant whose data it opens
 * @param roles what it was given, not expanded
 * @param secretHash SHA-256 of its secret part
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record ApiKey(String id, TenantId tenant, Set<Role> roles, byte[] secretHash) {
    /** Whether the token is this key, in a time that does not depend on where they differ. */
    boolean accepts(ApiKeyToken token) {
        return MessageDigest.isEqual(secretHash, token.secretHash());
    }
}
