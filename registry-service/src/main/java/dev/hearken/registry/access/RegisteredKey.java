package dev.hearken.registry.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An API key as admins see it: everything but its secret.
 *
 * @param id its public part
 * @param name what it is for; empty for one that the configuration names
 * @param roles what it was given, not expanded
 * @param bootstrap whether the configuration names it, so that nobody can revoke it
 * @param createdAt when it was made
 * @param createdBy who made it
 * @param expiresAt when it becomes invalid; absent if never
 * @param lastUsedAt when it was used last, to the minute and a minute late; absent if never
 */
public record RegisteredKey(
        String id,
        String name,
        Set<Role> roles,
        boolean bootstrap,
        Instant createdAt,
        String createdBy,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt) {}
