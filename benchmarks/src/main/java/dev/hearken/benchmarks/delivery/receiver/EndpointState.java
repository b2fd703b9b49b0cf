package dev.hearken.benchmarks.delivery.receiver;

/**
 * What has come to an endpoint. Times are microseconds since 1970.
 *
 * @param delivered different events that came and were not refused
 * @param duplicates more of the same
 * @param refused events that were refused
 * @param strangers requests that no benchmark's event has made
 * @param firstMicros of the first delivery; 0 before it
 * @param lastMicros of the last that was no duplicate; 0 before it
 */
public record EndpointState(
        long delivered, long duplicates, long refused, long strangers, long firstMicros, long lastMicros) {}
