package dev.hearken.secret;

import dev.hearken.test.marks.Threat;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class SecretCipherTest {
    private static final String KEY_A = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String KEY_B = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final String PLACE = "acme/listener/1/signing-secret";
    private static final byte[] SECRET = "open sesame, open sesame".getBytes(StandardCharsets.UTF_8);

    private static SecretCipher cipher(String ring) {
        return new SecretCipher(KeyRing.parse(ring), new SecureRandom());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 64, 100_000})
    void decryptsWhatItEncrypted(int length) {
        // given
        SecretCipher cipher = cipher("a:" + KEY_A);
        byte[] secret = new byte[length];
        new SecureRandom().nextBytes(secret);

        // when
        EncryptedSecret encrypted = cipher.encrypt(secret, PLACE);

        // then
        assertThat(encrypted.value()).startsWith("v1:a:");
        assertThat(cipher.decrypt(encrypted, PLACE)).isEqualTo(secret);
    }

    /** Written by the first version, with the nonce 0 to 11: it must stay readable for ever. */
    @Test
    void decryptsWhatEarlierVersionsWrote() {
        // given
        EncryptedSecret stored =
                new EncryptedSecret("v1:a:AAECAwQFBgcICQoLKHKzdeWWp2jsLPKnkYYICO329FGDGjIZR4QsLVuaT8kcEWyno+tN1A==");

        // when
        byte[] secret = cipher("b:" + KEY_B + ",a:" + KEY_A).decrypt(stored, PLACE);

        // then
        assertThat(secret).isEqualTo(SECRET);
    }

    @Test
    @Threat("H8")
    void encryptsDifferentlyEachTime() {
        // given
        SecretCipher cipher = cipher("a:" + KEY_A);
        Set<String> nonces = new HashSet<>();

        // when
        for (int i = 0; i < 1_000; i++) {
            nonces.add(cipher.encrypt(SECRET, PLACE).payload().substring(0, 16));
        }

        // then
        assertThat(nonces).hasSize(1_000);
    }

    @ParameterizedTest
    @Threat("H6")
    @ValueSource(strings = {"", "acme/listener/2/signing-secret", "evil/listener/1/signing-secret", PLACE + " "})
    void readsNothingInAnotherPlace(String place) {
        // given
        SecretCipher cipher = cipher("a:" + KEY_A);
        EncryptedSecret encrypted = cipher.encrypt(SECRET, PLACE);

        // when
        Throwable thrown = catchThrowable(() -> cipher.decrypt(encrypted, place));

        // then
        assertUnreadable(thrown);
    }

    @Test
    void noticesEveryChangedByte() {
        // given
        SecretCipher cipher = cipher("a:" + KEY_A);
        byte[] payload =
                Base64.getDecoder().decode(cipher.encrypt(SECRET, PLACE).payload());
        for (int i = 0; i < payload.length; i++) {
            byte[] changed = payload.clone();
            changed[i] ^= 1;
            EncryptedSecret secret = secret("a", changed);

            // when
            Throwable thrown = catchThrowable(() -> cipher.decrypt(secret, PLACE));

            // then
            assertUnreadable(thrown);
        }
    }

    @Test
    void noticesEveryTruncation() {
        // given
        SecretCipher cipher = cipher("a:" + KEY_A);
        byte[] payload =
                Base64.getDecoder().decode(cipher.encrypt(SECRET, PLACE).payload());
        for (int length = 1; length < payload.length; length++) {
            EncryptedSecret secret = secret("a", java.util.Arrays.copyOf(payload, length));

            // when
            Throwable thrown = catchThrowable(() -> cipher.decrypt(secret, PLACE));

            // then
            assertUnreadable(thrown);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAAA", "AA=", "AAA==", "AAAAAAAAAAAAAAAAAAAAAAA"})
    void takesBrokenBase64ForUnreadable(String payload) {
        // given
        EncryptedSecret secret = new EncryptedSecret("v1:a:" + payload);

        // when
        Throwable thrown = catchThrowable(() -> cipher("a:" + KEY_A).decrypt(secret, PLACE));

        // then
        assertUnreadable(thrown);
    }

    @Test
    void saysWhichKeyIsMissing() {
        // given
        EncryptedSecret encrypted = cipher("a:" + KEY_A).encrypt(SECRET, PLACE);

        // when
        Throwable thrown = catchThrowable(() -> cipher("b:" + KEY_B).decrypt(encrypted, PLACE));

        // then
        assertUnreadable(thrown);
        assertThat(thrown).hasMessage("the key ring has no key 'a'");
    }

    @Test
    void readsNothingWithAnotherKeyOfTheSameName() {
        // given
        EncryptedSecret encrypted = cipher("a:" + KEY_A).encrypt(SECRET, PLACE);

        // when
        Throwable thrown = catchThrowable(() -> cipher("a:" + KEY_B).decrypt(encrypted, PLACE));

        // then
        assertUnreadable(thrown);
    }

    @Test
    @Threat("H9")
    void readsOldSecretsAfterARotationAndWritesWithTheNewKey() {
        // given
        EncryptedSecret old = cipher("a:" + KEY_A).encrypt(SECRET, PLACE);
        SecretCipher rotated = cipher("b:" + KEY_B + ",a:" + KEY_A);

        // when
        EncryptedSecret renewed = rotated.encrypt(rotated.decrypt(old, PLACE), PLACE);

        // then
        assertThat(renewed.keyId()).isEqualTo("b");
        assertThat(cipher("b:" + KEY_B).decrypt(renewed, PLACE)).isEqualTo(SECRET);
    }

    private static EncryptedSecret secret(String keyId, byte[] payload) {
        return new EncryptedSecret("v1:" + keyId + ":" + Base64.getEncoder().encodeToString(payload));
    }

    private static void assertUnreadable(Throwable thrown) {
        assertThat(thrown).isInstanceOf(UnreadableSecretException.class);
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            assertThat(String.valueOf(t.getMessage())).doesNotContain("sesame").doesNotContain(KEY_A);
        }
    }
}
