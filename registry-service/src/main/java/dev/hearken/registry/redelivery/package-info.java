/**
 * Sending on demand: a delivery once more, all dead letters of a filter, or an event as a test; and calling off what
 * waits.
 *
 * <p>The registry sends nothing itself. It finds the event's bytes, in its topic or in the dead letter, and tells the
 * dispatchers over {@code hearken.redeliveries} and {@code hearken.cancellations}; what came of it is in the delivery
 * log.
 */
@NullMarked
package dev.hearken.registry.redelivery;

import org.jspecify.annotations.NullMarked;
