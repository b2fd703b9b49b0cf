/**
 * The second wall between tenants: a transaction for a tenant runs as the database role {@code hearken_tenant}, which
 * sees that tenant's rows and no others, whatever the query says.
 *
 * <p>Requests enter their tenant by themselves, before their first query. What serves no request (the relay, the
 * reconciler, the rotation of keys, purges, the authentication that finds out the tenant in the first place) opens its
 * transactions with {@code QuarkusTransaction} and sees all rows.
 */
@NullMarked
package dev.hearken.registry.tenancy;

import org.jspecify.annotations.NullMarked;
