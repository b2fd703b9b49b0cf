/**
 * Which listeners hear an event.
 *
 * <p>{@link dev.hearken.dispatcher.matching.ListenerIndex} files each listener under the most selective text that its
 * selector names in full, so the cost of an event follows its candidates and not the number of listeners.
 */
@NullMarked
package dev.hearken.dispatcher.matching;

import org.jspecify.annotations.NullMarked;
