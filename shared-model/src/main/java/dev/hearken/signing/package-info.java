/**
 * Signatures over exactly the bytes that are sent, so that a receiver can tell a callback of Hearken from a forgery.
 */
@NullMarked
package dev.hearken.signing;

import org.jspecify.annotations.NullMarked;
