/**
 * Breaks what Hearken stands on, one fault at a time, and keeps the books.
 *
 * <pre>
 *   Scene ──publishes──▶ Broker ◀──FaultProxy──▶ dispatchers ──▶ Endpoint (answers, hangs, drips, lies …)
 *     │                    ▲                                        │
 *     └── expects (naive matcher)      registry ── PostgreSQL       └──▶ Account: nothing missing, duplicates bounded
 * </pre>
 *
 * <p>Everything but the endpoints and the proxies is a process of its own, so that a kill is a kill.
 */
package dev.hearken.system.faults;
