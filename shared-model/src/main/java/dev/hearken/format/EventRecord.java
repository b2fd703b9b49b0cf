package dev.hearken.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.Decoding.Undecodable;
import dev.hearken.model.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/**
 * One record to be read.
 *
 * @param tenant whose events it carries
 * @param headers as text, names in lower case
 * @param value not empty; must not be changed
 * @param time used where the event names none
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one decoding and is compared nowhere
record EventRecord(TenantId tenant, Map<String, String> headers, byte[] value, Instant time) {
    private static final int ID_BYTES = 16;

    /** Reads the value as a JSON object and goes on with it. */
    Decoding json(Function<ObjectNode, Decoding> decoder) {
        return EventJson.object(value)
                .map(decoder)
                .orElseGet(() ->
                        new Undecodable(InvalidEventReason.NOT_JSON, "the value is no JSON object within the limits"));
    }

    /**
     * An id for engines that send none: 32 hexadecimal digits of a SHA-256 over the bytes, so that an update that is
     * sent again is the same event.
     */
    String contentId() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
