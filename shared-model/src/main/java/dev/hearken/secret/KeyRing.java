package dev.hearken.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that secrets are encrypted with. The first one encrypts; all of them decrypt, so a key is replaced by
 * putting the new one in front and removing the old one once nothing uses it any more.
 */
public final class KeyRing {
    private static final int KEY_BYTES = 32;
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private final Map<String, SecretKey> keys;
    private final String primaryId;

    private KeyRing(Map<String, SecretKey> keys, String primaryId) {
        this.keys = keys;
        this.primaryId = primaryId;
    }

    /**
     * Reads a key ring of the literal form {@code <id>:<base64 of 32 bytes>[,<id>:<base64>]…}.
     *
     * @throws IllegalArgumentException if the text has another form, a key has another length or an id stands twice;
     *     the message holds no key material
     */
    public static KeyRing parse(String text) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        String first = "";
        int position = 0;
        for (String entry : text.split(",", -1)) {
            position++;
            int colon = entry.indexOf(':');
            String id = colon < 0 ? "" : entry.substring(0, colon).trim();
            if (!KEY_ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "key ring entry " + position + " has not the form <id>:<base64 key>");
            }
            if (keys.put(id, key(id, entry.substring(colon + 1).trim())) != null) {
                throw new IllegalArgumentException("key ring names the key '" + id + "' twice");
            }
            first = first.isEmpty() ? id : first;
        }
        return new KeyRing(keys, first);
    }

    private static SecretKey key(String id, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes a character of the key.
            throw new IllegalArgumentException("key '" + id + "' of the key ring is not base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "key '" + id + "' of the key ring has " + bytes.length + " bytes, not 32");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** Whether the ring has the key that the secret was encrypted with. */
    public boolean holdsKeyOf(EncryptedSecret secret) {
        return keys.containsKey(secret.keyId());
    }

    /**
     * A key of 32 bytes for another purpose: HMAC-SHA-256 of the purpose's name under the primary key. It changes with
     * the primary key, so it fits only what may become invalid then.
     */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(find(primaryId).orElseThrow());
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** How the literal form of every secret under the primary key begins. */
    public String primaryPrefix() {
        return "v1:" + primaryId + ":";
    }

    String primaryId() {
        return primaryId;
    }

    Optional<SecretKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public String toString() {
        return "KeyRing" + keys.keySet();
    }
}
