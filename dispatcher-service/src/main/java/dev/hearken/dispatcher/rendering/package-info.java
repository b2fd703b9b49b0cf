/**
 * From an event and a listener to the exact bytes of a request: the body, once, and for every attempt the headers and
 * the signature over those bytes.
 */
@NullMarked
package dev.hearken.dispatcher.rendering;

import org.jspecify.annotations.NullMarked;
