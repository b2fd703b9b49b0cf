package dev.hearken.benchmarks.delivery.receiver;

import java.util.List;

/**
 * What has come to a receiver.
 *
 * @param atMicros when, in microseconds since 1970
 * @param endpoints in the order of their urls
 */
public record ReceiverState(long atMicros, List<EndpointState> endpoints) {
    /** Copies the endpoints. */
    public ReceiverState {
        endpoints = List.copyOf(endpoints);
    }
}
