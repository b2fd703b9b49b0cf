package dev.hearken.model.catalog;

import dev.hearken.model.TenantId;

/**
 * A value that templates of a tenant's listeners may use.
 *
 * @param tenant whose it is
 * @param name unique among the tenant's variables
 * @param revision grows with every change, from 1
 * @param value at most 8,192 characters
 */
public record Variable(TenantId tenant, VariableName name, long revision, String value) {}
