package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The identity of a delivery and the value of {@code webhook-id}: {@code msg_} and 26 characters of {@code a-z2-7}, the
 * first 130 bits of a SHA-256 over tenant, event source, event id and listener id.
 *
 * <p>It follows from what is delivered to whom, so every instance, restart, retry and replay finds the same one. The
 * parts are well-formed Unicode: half of a surrogate pair is hashed as {@code ?}, and the decoder lets none through.
 */
public record DeliveryId(@JsonValue String value) {
    private static final String PREFIX = "msg_";
    private static final int CHARACTERS = 26;
    /** Looking one up costs more than using it. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(DeliveryId::sha256);

    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DeliveryId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a delivery id of the form msg_<26 of a-z2-7>");
        }
    }

    private static boolean isOne(String text) {
        boolean one = text.length() == PREFIX.length() + CHARACTERS && text.startsWith(PREFIX);
        for (int i = PREFIX.length(); one && i < text.length(); i++) {
            char c = text.charAt(i);
            one = (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
        }
        return one;
    }

    /** The identity of this event's delivery to this listener. */
    public static DeliveryId of(TenantId tenant, String source, String eventId, ListenerId listener) {
        MessageDigest digest = SHA_256.get();
        // Each part goes in with its length, so that no two different quadruples give the same bytes.
        add(digest, tenant.value());
        add(digest, source);
        add(digest, eventId);
        add(digest, listener.value());
        return new DeliveryId(PREFIX + base32(digest.digest()));
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 24));
        digest.update((byte) (bytes.length >>> 16));
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String base32(byte[] bytes) {
        char[] text = new char[CHARACTERS];
        int buffer = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < CHARACTERS; i++) {
            if (bits < 5) {
                buffer = ((buffer << 8) | (bytes[next++] & 0xFF)) & 0xFFFF;
                bits += 8;
            }
            bits -= 5;
            text[i] = BASE32[(buffer >> bits) & 31];
        }
        return new String(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
