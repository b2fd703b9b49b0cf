/**
 * Secrets at rest and on the wire: encrypted with AES-256-GCM under a key from a {@link dev.hearken.secret.KeyRing},
 * bound to their place by associated data, never printed.
 */
@NullMarked
package dev.hearken.secret;

import org.jspecify.annotations.NullMarked;
