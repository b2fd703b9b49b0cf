package dev.hearken.signing;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by Standard Webhooks 1.0.0, symmetric scheme {@code v1}: HMAC-SHA256 over {@code <id>.<unix seconds>.<body>}.
 */
public final class StandardWebhooksSigner implements WebhookSigner {
    private static final String ALGORITHM = "HmacSHA256";

    /**
     * Looking one up costs more than giving it another key; one per listener would be most of the listener's memory.
     */
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(StandardWebhooksSigner::newMac);

    private final SecretKeySpec key;

    /** A signer with this key. */
    public StandardWebhooksSigner(SigningKey key) {
        this.key = new SecretKeySpec(key.bytes(), ALGORITHM);
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
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
    @Override
    public String sign(String id, long unixSeconds, byte[] body) {
        Mac mac = MAC.get();
        try {
            mac.init(key);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("every key will do for " + ALGORITHM, e);
        }
        mac.update((id + "." + unixSeconds + ".").getBytes(StandardCharsets.UTF_8));
        mac.update(body);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal());
    }
}
