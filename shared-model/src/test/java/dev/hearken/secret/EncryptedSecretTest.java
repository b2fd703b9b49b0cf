package dev.hearken.secret;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class EncryptedSecretTest {
    @ParameterizedTest
    @CsvSource({
        "v1:k:QUJD, k, QUJD",
        "v1:2026-01.a_B:QUI=, 2026-01.a_B, QUI=",
        "v1:abcdefghijklmnopqrstuvwxyz012345:+/A=, abcdefghijklmnopqrstuvwxyz012345, +/A="
    })
    void hasAKeyIdAndAPayload(String text, String keyId, String payload) {
        // when
        EncryptedSecret secret = new EncryptedSecret(text);

        // then
        assertThat(secret.keyId()).isEqualTo(keyId);
        assertThat(secret.payload()).isEqualTo(payload);
        assertThat(secret).hasToString("EncryptedSecret[" + keyId + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v1:k",
                "v1:k:",
                "v1::QUJD",
                "v2:k:QUJD",
                "V1:k:QUJD",
                "v1:k k:QUJD",
                "v1:abcdefghijklmnopqrstuvwxyz0123456:QUJD",
                "v1:k:QU-D",
                "v1:k:QUJD=== ",
                "v1:k:=",
                "v1:k:QUJD\n",
                "v1:k:QUJD:x",
                "whsec_QUJDQUJD"
            })
    void refusesAnyOtherFormWithoutQuotingIt(String text) {
        // when
        Throwable thrown = catchThrowable(() -> new EncryptedSecret(text));

        // then
        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an encrypted secret of form v1:<key id>:<base64>");
    }
}
