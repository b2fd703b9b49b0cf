/**
 * What one tenant may use up, so that it cannot use up what the others need.
 *
 * <p>Whoever is over a quota gets 429 with {@code Retry-After}. A quota of 0 is none.
 */
@NullMarked
package dev.hearken.registry.quota;

import org.jspecify.annotations.NullMarked;
