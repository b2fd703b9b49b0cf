package dev.hearken.dispatcher.admission;

import dev.hearken.model.listener.ListenerId;

/**
 * A delivery that asks for a slot.
 *
 * @param listener for whom
 * @param url where it goes; what follows the host and port does not matter
 * @param slots how many slots its listener has at most
 * @param origin where it comes from
 * @param bodyBytes size of its body
 */
public record Entrant(ListenerId listener, String url, int slots, Origin origin, int bodyBytes) {
    private static final int OVERHEAD_BYTES = 1024;

    /** What it counts against the instance's bytes. */
    long weight() {
        return OVERHEAD_BYTES + (long) bodyBytes;
    }
}
