/**
 * Deliveries that need a single owner: those that follow one another, and those whose rate is limited.
 *
 * <p>They pass through {@code hearken.owned}; who has the partition of their key is their owner. A lane holds the
 * deliveries of one listener and one execution and lets one at a time take its turn:
 *
 * <pre>
 *            ┌────── open ──────┐  the first must wait: locked durably, ┌───── locked ─────┐
 *   ────────▶│ first ▸ its turn │──────────────────────────────────────▶│ new ones go after │──▶ retry topics
 *            └──────────────────┘◀── the last of the row is settled ────│ their turn by no. │◀── due
 *                                                                       └──────────────────┘
 * </pre>
 *
 * <p>What waits longer than a moment waits in the retry topics with its number, so that it holds up nothing else and is
 * never in memory alone. Locks live in the compacted topic {@code hearken.owned-lanes}; a new owner reads them before
 * it takes anything.
 */
@NullMarked
package dev.hearken.dispatcher.owned;

import org.jspecify.annotations.NullMarked;
