/**
 * API keys and tenants by REST. Keys are made, listed and revoked by the admins of a tenant, for that tenant.
 *
 * <p>A key is shown whole in the one answer that makes it; what is stored and audited is its id, its roles and the
 * SHA-256 of its secret. That answer is never kept for a repetition, so {@code Idempotency-Key} has no effect here.
 */
@NullMarked
package dev.hearken.registry.keys;

import org.jspecify.annotations.NullMarked;
