package dev.hearken.registry.listener;

import java.time.Instant;

/**
 * What the dispatchers saw of a listener that is not well.
 *
 * @param health {@link Health#DEGRADED}, {@link Health#OPEN}, or {@link Health#DISABLED} where they gave it up
 * @param reason of the last failed attempt, literal form of a {@link dev.hearken.model.delivery.FailureReason}
 * @param since since when it fares so
 */
record Sighting(Health health, String reason, Instant since) {}
