/**
 * Measures whole deliveries: {@code ./hearken bench}. A broker, a receiver and the packaged dispatcher run as processes
 * of their own; this one publishes numbered events and asks the receiver what has come.
 *
 * <pre>
 *   EventFeeder ─▶ Kafka ─▶ dispatcher ─▶ receiver
 *       └────────── PlanRun: counts, processor time, times ──────┘ ─▶ report
 * </pre>
 *
 * A scenario is one or more plans; each plan starts from an empty catalog and a new dispatcher, and only what comes
 * after its warm-up is measured.
 */
@NullMarked
package dev.hearken.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
