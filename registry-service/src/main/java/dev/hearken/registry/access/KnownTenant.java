package dev.hearken.registry.access;

import dev.hearken.model.TenantId;

/**
 * A tenant that has API keys.
 *
 * @param id its name
 * @param keys how many it has
 */
public record KnownTenant(TenantId id, long keys) {}
