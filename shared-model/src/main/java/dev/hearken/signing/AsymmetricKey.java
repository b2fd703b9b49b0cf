package dev.hearken.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * A listener's Ed25519 key pair (Standard Webhooks 1.0.0, scheme {@code v1a}). Its private half, literal form
 * {@code whsk_<base64 of 64 bytes: seed, public key>}, never leaves the system; its public half, literal form
 * {@code whpk_<base64 of 32 bytes>}, is what the receiver verifies with. {@code toString} prints neither.
 */
public final class AsymmetricKey implements WebhookKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE_PREFIX = "whsk_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final int HALF = 32;

    /** What stands before the 32 bytes of the seed in PKCS #8 (RFC 8410 §7). */
    private static final byte[] PKCS8_HEAD = HexFormat.of().parseHex("302e020100300506032b657004220420");

    /** What stands before the 32 bytes of the public key in X.509 (RFC 8410 §4). */
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] bytes;
    private final PrivateKey privateKey;

    private AsymmetricKey(byte[] bytes) {
        if (bytes.length != 2 * HALF) {
            throw new IllegalArgumentException("a private signing key has 64 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            this.privateKey =
                    keys.generatePrivate(new PKCS8EncodedKeySpec(concat(PKCS8_HEAD, Arrays.copyOf(bytes, HALF))));
            requireHalvesOfOnePair(keys.generatePublic(new X509EncodedKeySpec(concat(X509_HEAD, publicBytes()))));
        } catch (GeneralSecurityException e) {
            // Without the cause: its message may quote the key.
            throw new IllegalArgumentException("a private signing key has a seed and its public key");
        }
    }

    private void requireHalvesOfOnePair(PublicKey publicKey) throws GeneralSecurityException {
        Signature verification = Signature.getInstance(ALGORITHM);
        verification.initVerify(publicKey);
        verification.update(PKCS8_HEAD);
        if (!verification.verify(sign(PKCS8_HEAD))) {
            throw new IllegalArgumentException("a private signing key has a seed and the public key of that seed");
        }
    }

    /** A new pair. */
    public static AsymmetricKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(255, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] seed = tail(pair.getPrivate().getEncoded());
            return new AsymmetricKey(concat(seed, tail(pair.getPublic().getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has " + ALGORITHM, e);
        }
    }

    /**
     * The pair with these 64 bytes: the seed, then the public key.
     *
     * @throws IllegalArgumentException if there are more or fewer, or the halves do not belong together; the message
     *     holds no key material
     */
    public static AsymmetricKey of(byte[] bytes) {
        return new AsymmetricKey(bytes.clone());
    }

    /**
     * Reads the literal form of the private half.
     *
     * @throws IllegalArgumentException if the prefix is missing, the rest is not base64 or not such a pair; the message
     *     holds no key material
     */
    public static AsymmetricKey parse(String text) {
        if (!text.startsWith(PRIVATE_PREFIX)) {
            throw new IllegalArgumentException("a private signing key begins with " + PRIVATE_PREFIX);
        }
        return new AsymmetricKey(decode(text.substring(PRIVATE_PREFIX.length())));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes a character of the key.
            throw new IllegalArgumentException("a private signing key is base64 after " + PRIVATE_PREFIX);
        }
    }

    /** The Ed25519 signature of the message, 64 bytes (RFC 8032). */
    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has " + ALGORITHM, e);
        }
    }

    @Override
    public <T> T fold(Function<SigningKey, T> shared, Function<AsymmetricKey, T> pair) {
        return pair.apply(this);
    }

    /** The raw 64 bytes, a copy. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The public half in its literal form, for the receiver. */
    public String publicForm() {
        return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicBytes());
    }

    /** The private half in its literal form, to be stored encrypted and shown to nobody. */
    public String reveal() {
        return PRIVATE_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    private byte[] publicBytes() {
        return Arrays.copyOfRange(bytes, HALF, 2 * HALF);
    }

    private static byte[] tail(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - HALF, encoded.length);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AsymmetricKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return PRIVATE_PREFIX + "…";
    }
}
