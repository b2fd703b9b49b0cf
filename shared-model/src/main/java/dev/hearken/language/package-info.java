/**
 * The listener language: decides which events a listener hears.
 *
 * <p>Parsed once when a definition is read, evaluated many times, without allocation.
 */
@NullMarked
package dev.hearken.language;

import org.jspecify.annotations.NullMarked;
