package dev.hearken.format.outbound;

import java.util.Map;

/**
 * What a format makes of an event.
 *
 * @param contentType the media type where the listener's headers name none
 * @param bytes not empty; must not be changed
 * @param headers further headers that belong to the body, such as {@code ce-id}; names in lower case, values in visible
 *     ASCII
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; on the hot path
public record OutboundBody(String contentType, byte[] bytes, Map<String, String> headers) {
    static OutboundBody of(String contentType, byte[] bytes) {
        return new OutboundBody(contentType, bytes, Map.of());
    }
}
