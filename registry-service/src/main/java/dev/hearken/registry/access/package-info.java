/**
 * Who may do what: API keys, their roles and their tenant.
 *
 * <p>Every path of the API's port wants {@code Authorization: Bearer hk_<id>_<secret>}, whether there is anything
 * behind it or not, but for what {@link dev.hearken.registry.access.Guests} lets in. Only the SHA-256 of a key's secret
 * is stored. Where an OpenID Connect provider is configured, its tokens count as well, and their claims say what a
 * key's row says. The tenant of a request comes from its key or token and from nothing else.
 */
@NullMarked
package dev.hearken.registry.access;

import org.jspecify.annotations.NullMarked;
