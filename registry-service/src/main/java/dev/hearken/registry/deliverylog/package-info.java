/**
 * What became of every delivery: attempts as the dispatchers report them, kept in PostgreSQL for some weeks.
 *
 * <pre>
 *   hearken.attempts ──▶ consumer ──▶ batch ──▶ one transaction: attempts, counts, deliveries ──▶ offsets
 *                                       │
 *                                       └─ no record, too old, refused by the database: counted and passed over
 * </pre>
 *
 * <p>Nothing is lost while PostgreSQL or Kafka is away: the log lags. What is read twice changes nothing. Tables are
 * partitioned by day; days are made ahead and dropped whole.
 */
@NullMarked
package dev.hearken.registry.deliverylog;

import org.jspecify.annotations.NullMarked;
