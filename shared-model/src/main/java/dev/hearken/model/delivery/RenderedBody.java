package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

import static java.util.Objects.requireNonNull;

/**
 * A callback's body, rendered once and sent on every attempt: exact bytes but for the secrets, which are put in then.
 *
 * @param contentType the media type where the listener's headers name none; empty for a request without a body
 * @param bytes may be empty; must not be changed
 * @param slots where secrets go, in the order of their offsets; none in JSON where the field is absent
 * @param headers that belong to the body, such as {@code ce-id}; none in JSON where the field is absent
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; on the hot path
public record RenderedBody(
        String contentType,
        byte[] bytes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SecretSlot> slots,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> headers) {
    /** For requests that carry none. */
    public static final RenderedBody NONE = new RenderedBody("", new byte[0]);

    /** A body without secrets. */
    public RenderedBody(String contentType, byte[] bytes) {
        this(contentType, bytes, List.of());
    }

    /** A body without headers of its own. */
    public RenderedBody(String contentType, byte[] bytes, List<SecretSlot> slots) {
        this(contentType, bytes, slots, Map.of());
    }

    /**
     * Insists on both, and copies the slots and headers.
     *
     * @throws IllegalArgumentException if the offsets descend or one lies beyond the bytes
     */
    public RenderedBody {
        requireNonNull(contentType);
        requireNonNull(bytes);
        // Jackson passes null for the absent field of an older record.
        slots = slots == null ? List.of() : List.copyOf(slots);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        int before = 0;
        for (SecretSlot slot : slots) {
            if (slot.offset() < before || slot.offset() > bytes.length) {
                throw new IllegalArgumentException("offsets ascend and lie within the bytes");
            }
            before = slot.offset();
        }
    }
}
