package dev.hearken.signing;

import java.util.function.Function;

/** A key of a listener's own: shared with its receiver, or a pair of which the receiver has the public half. */
public sealed interface WebhookKey permits SigningKey, AsymmetricKey {
    /** Case analysis. */
    <T> T fold(Function<SigningKey, T> shared, Function<AsymmetricKey, T> pair);

    /** The raw bytes, a copy, as {@link SignatureScheme#read} takes them. */
    byte[] bytes();
}
