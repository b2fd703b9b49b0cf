/**
 * Waiting in crowds. A delivery that has not been tried needs no copy of its event while the event's topic keeps it: it
 * waits as a line in a {@link dev.hearken.model.delivery.Bundle} of its listener.
 *
 * <pre>
 *   turned away ──▶ gathered for some milliseconds ──▶ retry topic, delivery log ──▶ settled here
 *   due ──▶ room for them? ─┬─ no ──▶ put off as it is
 *                           └─ yes ─▶ events read from their topic ──▶ delivered
 * </pre>
 */
@NullMarked
package dev.hearken.dispatcher.bundle;

import org.jspecify.annotations.NullMarked;
