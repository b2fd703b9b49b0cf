package dev.hearken.signing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that a listener's requests are signed with.
 *
 * @param current the newest
 * @param previous those that a rotation or a change of scheme has replaced, the newest first
 */
public record SigningKeys(WebhookKey current, List<Previous> previous) {
    /**
     * A key that has been replaced.
     *
     * @param key the key
     * @param until from then on nothing is signed with it
     */
    public record Previous(WebhookKey key, Instant until) {}

    /** A copy that nobody changes. */
    public SigningKeys {
        previous = List.copyOf(previous);
    }

    /** One key alone. */
    public static SigningKeys of(WebhookKey key) {
        return new SigningKeys(key, List.of());
    }

    /** Signatures with all keys that are in use at that time, the newest first. */
    public WebhookSignatures at(Instant time) {
        List<WebhookSigner> signers = new ArrayList<>(1 + previous.size());
        signers.add(WebhookSignatures.signer(current));
        for (Previous old : previous) {
            if (time.isBefore(old.until())) {
                signers.add(WebhookSignatures.signer(old.key()));
            }
        }
        return new WebhookSignatures(signers);
    }
}
