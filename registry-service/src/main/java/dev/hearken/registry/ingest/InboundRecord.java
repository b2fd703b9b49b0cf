package dev.hearken.registry.ingest;

import java.util.Map;

/**
 * A record as it will be published.
 *
 * @param headers as text, names in lower case
 * @param value the bytes as they came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record InboundRecord(Map<String, String> headers, byte[] value) {
    /** Copies the headers, not the bytes. */
    InboundRecord {
        headers = Map.copyOf(headers);
    }
}
