package dev.hearken.model.delivery;

import static java.util.Objects.requireNonNull;

/**
 * The exact bytes of a callback's body, rendered once and sent on every attempt.
 *
 * @param contentType the media type where the listener's headers name none; empty for a request without a body
 * @param bytes may be empty; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; on the hot path
public record RenderedBody(String contentType, byte[] bytes) {
    /** For requests that carry none. */
    public static final RenderedBody NONE = new RenderedBody("", new byte[0]);

    /** Insists on both. */
    public RenderedBody {
        requireNonNull(contentType);
        requireNonNull(bytes);
    }
}
