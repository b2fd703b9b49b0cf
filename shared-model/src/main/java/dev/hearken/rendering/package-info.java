/**
 * From an event and a listener to the exact request: the body once, everything else at each attempt.
 *
 * <p>The dispatcher sends what is rendered here, the registry's preview shows it; both use the same code, so what is
 * shown is what is sent.
 */
@NullMarked
package dev.hearken.rendering;

import org.jspecify.annotations.NullMarked;
