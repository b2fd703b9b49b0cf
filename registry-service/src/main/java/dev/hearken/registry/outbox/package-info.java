/**
 * The catalog topic as a projection of PostgreSQL.
 *
 * <pre>
 *   API transaction ─▶ row in catalog_outbox (one per object) ──┐ woken after commit, polled otherwise
 *   Reconciler (start, every 5 min) ── marks differences ───────┤
 *                                                               ▼
 *        Relay (one active: advisory lock; fenced: transactional.id) ─▶ current state ─▶ hearken.catalog
 * </pre>
 *
 * What is published is always the current state, so nothing old can overtake something new. Without Kafka the API goes
 * on and the rows wait. Only {@code CatalogPublisher} and {@code CatalogConsumer} know Kafka.
 */
@NullMarked
package dev.hearken.registry.outbox;

import org.jspecify.annotations.NullMarked;
