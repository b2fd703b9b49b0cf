package dev.hearken.signing;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by Standard Webhooks 1.0.0, symmetric scheme {@code v1}: HMAC-SHA256 over {@code <id>.<unix seconds>.<body>}.
 *
 * <p>Holds a keyed {@link Mac}, so it belongs to one thread at a time.
 */
public final class StandardWebhooksSigner {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** A signer with this key. */
    public StandardWebhooksSigner(SigningKey key) {
        try {
            this.mac = Mac.getInstance(ALGORITHM);
            this.mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * The value of {@code webhook-signature}, literal form {@code v1,<base64 HMAC-SHA-256>}.
     *
     * @param id value of {@code webhook-id}; holds no {@code '.'}
     * @param unixSeconds value of {@code webhook-timestamp}
     * @param body exactly the bytes that are sent
     */
    public String sign(String id, long unixSeconds, byte[] body) {
        mac.update((id + "." + unixSeconds + ".").getBytes(StandardCharsets.UTF_8));
        mac.update(body);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal());
    }
}
