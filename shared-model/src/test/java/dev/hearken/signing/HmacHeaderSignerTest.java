package dev.hearken.signing;

import dev.hearken.model.listener.HmacForm;
import dev.hearken.model.listener.HmacForm.Algorithm;
import dev.hearken.model.listener.HmacForm.Encoding;
import dev.hearken.model.listener.HmacForm.Signed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HmacHeaderSignerTest {
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final byte[] KEY = "example-secret".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BODY = "{\"text\":\"Plan finished\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void signsAsTrifactaDoes() {
        // when
        String value = new HmacHeaderSigner(HmacForm.TRIFACTA, KEY).sign(AT, BODY);

        // then
        assertThat(HmacForm.TRIFACTA.header()).isEqualTo("X-Webhook-Signature");
        assertThat(value)
                .isEqualTo("t=1700000000000,sha256=fabddcbbe31ba50d9487bca5478596915f3a8043819df46ef02bd8d95f1df11c");
    }

    @Test
    void signsTheBodyAlone() {
        // given
        HmacForm scheme = new HmacForm("X-Signature", Algorithm.SHA256, Encoding.HEX, "", Signed.BODY);

        // when
        String value = new HmacHeaderSigner(scheme, KEY).sign(AT, BODY);

        // then
        assertThat(value).isEqualTo("6ea3779e955cd6c0731316a7e78f1334ed2eb00b3c02bfe3a4a03bd67f6bab3f");
    }

    /** RFC 4231 §4.3, test case 2. */
    @ParameterizedTest
    @CsvSource({
        "SHA256, HEX, v=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "SHA256, BASE64, v=W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
        "SHA512, HEX, v=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65"
                + "f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
    })
    void signsByTheVectorsOfTheStandard(Algorithm algorithm, Encoding encoding, String expected) {
        // given
        HmacForm scheme = new HmacForm("X-Signature", algorithm, encoding, "v=", Signed.BODY);
        HmacHeaderSigner signer = new HmacHeaderSigner(scheme, "Jefe".getBytes(StandardCharsets.UTF_8));

        // when
        String value = signer.sign(AT, "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(value).isEqualTo(expected);
    }

    @Test
    void signsWithSecondsWhatItSignsWithTheSameTextOtherwise() {
        // given
        HmacForm seconds =
                new HmacForm("X-Signature", Algorithm.SHA256, Encoding.HEX, "t=<t>,v1=", Signed.TIMESTAMP_AND_BODY);
        HmacForm body = new HmacForm("X-Signature", Algorithm.SHA256, Encoding.HEX, "v1=", Signed.BODY);
        byte[] text = "1700000000.{\"text\":\"Plan finished\"}".getBytes(StandardCharsets.UTF_8);

        // when
        String value = new HmacHeaderSigner(seconds, KEY).sign(AT.plusMillis(999), BODY);

        // then
        assertThat(value).isEqualTo("t=1700000000," + new HmacHeaderSigner(body, KEY).sign(AT, text));
    }

    @Test
    void signsEachBodyForItself() {
        // given
        HmacHeaderSigner signer = new HmacHeaderSigner(HmacForm.TRIFACTA, KEY);
        String first = signer.sign(AT, BODY);

        // when
        String other = signer.sign(AT, new byte[0]);

        // then
        assertThat(other).isNotEqualTo(first);
        assertThat(signer.sign(AT, BODY)).isEqualTo(first);
    }

    @Test
    void refusesAnEmptyKey() {
        assertThatThrownBy(() -> new HmacHeaderSigner(HmacForm.TRIFACTA, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
