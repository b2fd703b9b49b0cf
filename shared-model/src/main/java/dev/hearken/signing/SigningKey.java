package dev.hearken.signing;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;

/**
 * The secret that a listener and its receiver share, 24 to 64 bytes (Standard Webhooks 1.0.0). Literal form
 * {@code whsec_<base64>}; never printed by {@code toString}.
 */
public final class SigningKey implements WebhookKey {
    private static final String PREFIX = "whsec_";
    private static final int GENERATED_BYTES = 32;

    private final byte[] bytes;

    private SigningKey(byte[] bytes) {
        if (bytes.length < 24 || bytes.length > 64) {
            throw new IllegalArgumentException("a signing key has 24 to 64 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** A new key of 32 random bytes. */
    public static SigningKey generate(SecureRandom random) {
        byte[] bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        return new SigningKey(bytes);
    }

    /**
     * The key with these bytes.
     *
     * @throws IllegalArgumentException if they are fewer than 24 or more than 64
     */
    public static SigningKey of(byte[] bytes) {
        return new SigningKey(bytes.clone());
    }

    /**
     * Reads the literal form.
     *
     * @throws IllegalArgumentException if the prefix is missing, the rest is not base64 or has another length; the
     *     message holds no key material
     */
    public static SigningKey parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a signing key begins with " + PREFIX);
        }
        return new SigningKey(decode(text.substring(PREFIX.length())));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes a character of the key.
            throw new IllegalArgumentException("a signing key is base64 after " + PREFIX);
        }
    }

    @Override
    public <T> T fold(Function<SigningKey, T> shared, Function<AsymmetricKey, T> pair) {
        return shared.apply(this);
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The literal form, to be handed to the owner and to nobody else. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
