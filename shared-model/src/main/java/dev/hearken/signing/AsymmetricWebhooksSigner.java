package dev.hearken.signing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Signs by Standard Webhooks 1.0.0, asymmetric scheme {@code v1a}: Ed25519 over {@code <id>.<unix seconds>.<body>}. The
 * receiver needs the public key alone and cannot forge.
 */
public final class AsymmetricWebhooksSigner implements WebhookSigner {
    private final AsymmetricKey key;

    /** A signer with this key. */
    public AsymmetricWebhooksSigner(AsymmetricKey key) {
        this.key = key;
    }

    /** The signature, literal form {@code v1a,<base64 of 64 bytes>}. */
    @Override
    public String sign(String id, long unixSeconds, byte[] body) {
        byte[] head = (id + "." + unixSeconds + ".").getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return "v1a," + Base64.getEncoder().encodeToString(key.sign(message));
    }
}
