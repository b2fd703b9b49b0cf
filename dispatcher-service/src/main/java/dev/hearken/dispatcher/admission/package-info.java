/**
 * Keeps a slow endpoint from taking what belongs to others.
 *
 * <p>Each listener has a bounded number of slots and a short, bounded line before them. A line that does not move is
 * turned away, so that its deliveries leave through a retry topic and hold no partition.
 */
@NullMarked
package dev.hearken.dispatcher.admission;

import org.jspecify.annotations.NullMarked;
