/**
 * How listeners fare, beyond one instance and one life of it: since when a listener has only failed, whether its
 * circuit breaker is open, whether Hearken has given it up, and why its condition could not be judged.
 *
 * <p>Each change is written to the compacted topic {@code hearken.listener-state}, which every instance reads from its
 * beginning and the registry shows at the listener (ADR 12). A listener is given up when its endpoint answers 410, or
 * when nothing but failures has come for some days.
 */
@NullMarked
package dev.hearken.dispatcher.health;

import org.jspecify.annotations.NullMarked;
