/**
 * Keeps a slow or broken endpoint from taking what belongs to others, and from burning attempts.
 *
 * <p>Each listener, each target host and the instance have a bounded number of slots, the instance also of bytes; what
 * is left of the instance's is kept for listeners that hold little. Before a listener's slots is a line in which nobody
 * waits for longer than a moment; fresh and retried deliveries leave it seven to three. What cannot be admitted leaves
 * through a retry topic and holds no partition. A circuit breaker per listener stops attempts that would fail, and a
 * guard over all hosts recognises when the fault is on this side.
 */
@NullMarked
package dev.hearken.dispatcher.admission;

import org.jspecify.annotations.NullMarked;
