/**
 * Durable waiting. A failed delivery is written to the topic of a {@link dev.hearken.model.delivery.RetryTier}, comes
 * back when its wait in that tier is over, and either hops to the next tier or is tried again.
 *
 * <p>Nothing waits in memory alone: until a delivery is settled its record stays uncommitted.
 */
@NullMarked
package dev.hearken.dispatcher.retry;

import org.jspecify.annotations.NullMarked;
