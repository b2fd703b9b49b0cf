package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key that the registry knows.
 *
 * @param id its public part
 * @param tenant whose data it opens
 * @param roles what it was given, not expanded
 * @param secretHash SHA-256 of its secret part
 * @param expiresAt when it becomes invalid; absent if never
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record ApiKey(String id, TenantId tenant, Set<Role> roles, byte[] secretHash, Optional<Instant> expiresAt) {
    /** Whether the token is this key, in a time that does not depend on where they differ, and still valid. */
    boolean accepts(ApiKeyToken token, Instant now) {
        return MessageDigest.isEqual(secretHash, token.secretHash())
                && expiresAt.map(now::isBefore).orElse(true);
    }
}
