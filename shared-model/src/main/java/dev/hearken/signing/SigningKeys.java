package dev.hearken.signing;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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
        Stream<WebhookKey> overlapping =
                previous.stream().filter(old -> time.isBefore(old.until())).map(Previous::key);
        return new WebhookSignatures(Stream.concat(Stream.of(current), overlapping)
                .map(WebhookSignatures::signer)
                .toList());
    }
}
