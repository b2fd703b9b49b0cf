/**
 * Events that are sent again on purpose: the event topics are read once more, from one time to another, and what
 * matches a listener as it is now is handed to the dispatchers.
 *
 * <pre>
 *   POST ──▶ row, queued ──▶ one instance has its lease ──▶ plan: offsets of the time range
 *                                                             │
 *        event topics ──▶ decode ──▶ match ──▶ delivery log ──▶ pace ──▶ hearken.redeliveries
 *                                                             │
 *                                      every second: acknowledged ──▶ row: positions, counts, lease
 * </pre>
 *
 * <p>A position is saved when everything before it is acknowledged, so whoever takes over leaves nothing out and
 * repeats at most what came since: the same deliveries under the same ids. Events that the topics have forgotten are
 * reported.
 */
@NullMarked
package dev.hearken.registry.replay;

import org.jspecify.annotations.NullMarked;
