/**
 * Secrets at rest: the key ring from the configuration, and what is derived from it.
 *
 * <p>The registry does not start without a key ring, with a malformed one, or with one that lacks a key which a stored
 * secret needs.
 */
@NullMarked
package dev.hearken.registry.secret;

import org.jspecify.annotations.NullMarked;
