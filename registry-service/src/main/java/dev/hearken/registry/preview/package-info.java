/**
 * Shows what would happen: whether a listener fires for an event and why, line by line, and the exact request. Nothing
 * is stored and nothing is sent; secrets and signatures are masked.
 */
@NullMarked
package dev.hearken.registry.preview;

import org.jspecify.annotations.NullMarked;
