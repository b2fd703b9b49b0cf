/**
 * A delivery is one event for one listener, the unit of retry; an attempt is one try of it.
 *
 * <p>These records travel through the retry, dead-letter and attempt topics as JSON. A reader ignores fields that it
 * does not know, so that versions may run side by side.
 */
@NullMarked
package dev.hearken.model.delivery;

import org.jspecify.annotations.NullMarked;
