package dev.hearken.signing;

import java.util.List;
import java.util.StringJoiner;

/**
 * Signs with several keys at once, so that a receiver may hold any of them: the new and the old one while a rotation
 * overlaps, {@code v1} beside {@code v1a} while a receiver changes its scheme.
 */
public final class WebhookSignatures {
    private final List<WebhookSigner> signers;

    /**
     * Signatures of these signers, the newest key first.
     *
     * @throws IllegalArgumentException if there are none: nothing is ever sent unsigned by accident
     */
    public WebhookSignatures(List<? extends WebhookSigner> signers) {
        if (signers.isEmpty()) {
            throw new IllegalArgumentException("there must be a key to sign with");
        }
        this.signers = List.copyOf(signers);
    }

    /** Signatures with these keys by scheme {@code v1}, the newest first. */
    public static WebhookSignatures symmetric(List<SigningKey> keys) {
        return new WebhookSignatures(
                keys.stream().map(WebhookSignatures::signer).toList());
    }

    /** The signer of a key's scheme. */
    static WebhookSigner signer(WebhookKey key) {
        return key.<WebhookSigner>fold(StandardWebhooksSigner::new, AsymmetricWebhooksSigner::new);
    }

    /** Signatures with these keys by scheme {@code v1a}, the newest first. */
    public static WebhookSignatures asymmetric(List<AsymmetricKey> keys) {
        return new WebhookSignatures(
                keys.stream().map(AsymmetricWebhooksSigner::new).toList());
    }

    /** The value of {@code webhook-signature}: the entries of all signers, with a space between two. */
    public String sign(String id, long unixSeconds, byte[] body) {
        StringJoiner signatures = new StringJoiner(" ");
        for (WebhookSigner signer : signers) {
            signatures.add(signer.sign(id, unixSeconds, body));
        }
        return signatures.toString();
    }
}
