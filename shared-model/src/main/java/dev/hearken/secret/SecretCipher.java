package dev.hearken.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts secrets with AES-256-GCM (NIST SP 800-38D): a random nonce of 96 bits per encryption, a tag of 128 bits, and
 * the secret's place as associated data.
 */
public final class SecretCipher {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** Looking one up costs more than giving it another key and nonce. */
    private static final ThreadLocal<Cipher> CIPHER = ThreadLocal.withInitial(SecretCipher::newCipher);

    private final KeyRing keys;
    private final SecureRandom random;

    /** A cipher over these keys. */
    public SecretCipher(KeyRing keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance(TRANSFORMATION);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + TRANSFORMATION, e);
        }
    }

    /** Encrypts under the primary key; only {@code decrypt} with the same place reads it again. */
    public EncryptedSecret encrypt(byte[] secret, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        SecretKey key = keys.find(keys.primaryId()).orElseThrow();
        byte[] ciphertext = run(Cipher.ENCRYPT_MODE, key, nonce, secret, 0, secret.length, place);
        byte[] payload = new byte[nonce.length + ciphertext.length];
        System.arraycopy(nonce, 0, payload, 0, nonce.length);
        System.arraycopy(ciphertext, 0, payload, nonce.length, ciphertext.length);
        return new EncryptedSecret(
                "v1:" + keys.primaryId() + ":" + Base64.getEncoder().encodeToString(payload));
    }

    /**
     * Decrypts.
     *
     * @throws UnreadableSecretException if the key is not in the ring, or the ciphertext was changed, is truncated or
     *     belongs to another place
     */
    public byte[] decrypt(EncryptedSecret secret, String place) {
        SecretKey key = keys.find(secret.keyId())
                .orElseThrow(() -> new UnreadableSecretException("the key ring has no key '" + secret.keyId() + "'"));
        byte[] payload = decode(secret, place);
        // Some platforms answer a ciphertext shorter than its tag with an exception of no particular kind.
        if (payload.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new UnreadableSecretException("the secret of " + place + " is truncated");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(payload, 0, nonce, 0, NONCE_BYTES);
        return run(Cipher.DECRYPT_MODE, key, nonce, payload, NONCE_BYTES, payload.length - NONCE_BYTES, place);
    }

    private static byte[] decode(EncryptedSecret secret, String place) {
        try {
            return Base64.getDecoder().decode(secret.payload());
        } catch (IllegalArgumentException e) {
            throw new UnreadableSecretException("the secret of " + place + " is not base64", e);
        }
    }

    private static byte[] run(
            int mode, SecretKey key, byte[] nonce, byte[] input, int offset, int length, String place) {
        try {
            Cipher cipher = CIPHER.get();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, offset, length);
        } catch (GeneralSecurityException e) {
            throw new UnreadableSecretException("the secret of " + place + " was changed or belongs elsewhere", e);
        }
    }
}
