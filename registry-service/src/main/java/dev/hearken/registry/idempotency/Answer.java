package dev.hearken.registry.idempotency;

import java.util.Map;

/**
 * A successful answer.
 *
 * @param status HTTP status
 * @param headers its headers, such as {@code Location}
 * @param body JSON text
 * @param replayed whether it is the answer to an earlier request
 */
public record Answer(int status, Map<String, String> headers, String body, boolean replayed) {
    /** Copies the headers. */
    public Answer {
        headers = Map.copyOf(headers);
    }
}
