package dev.hearken.signing;

import dev.hearken.model.listener.HmacForm;
import dev.hearken.model.listener.HmacForm.Algorithm;
import dev.hearken.model.listener.HmacForm.Encoding;
import dev.hearken.model.listener.HmacForm.Signed;
import dev.hearken.test.marks.Threat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HmacHeaderSignerTest {
    private static final byte[] KEY = "example-secret".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BODY = "{\"text\":\"Plan finished\"}".getBytes(StandardCharsets.UTF_8);
    private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_000L);

    @Test
    void signsAsTrifactaDoes() {
        // when
        String value = new HmacHeaderSigner(HmacForm.TRIFACTA, KEY).sign(TIME, BODY);

        // then
        assertThat(value)
                .isEqualTo("t=1700000000000,sha256=fabddcbbe31ba50d9487bca5478596915f3a8043819df46ef02bd8d95f1df11c");
    }

    @Test
    void signsTheBodyAlone() {
        // given
        HmacForm form = new HmacForm("S", Algorithm.SHA256, Encoding.HEX, "sha256=<t>", Signed.BODY);

        // when
        String value = new HmacHeaderSigner(form, KEY).sign(TIME, BODY);

        // then
        assertThat(value).isEqualTo("sha256=<t>6ea3779e955cd6c0731316a7e78f1334ed2eb00b3c02bfe3a4a03bd67f6bab3f");
    }

    /** RFC 4231, test case 2: the data there is "what do ya want for nothing?". */
    @Test
    void signsByTheRfcsVectorInBothEncodings() {
        // given
        byte[] key = "Jefe".getBytes(StandardCharsets.UTF_8);
        byte[] data = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);
        String hex = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd"
                + "caeab1a34d4a6b4b636e070a38bce737";

        // then
        assertThat(new HmacHeaderSigner(new HmacForm("S", Algorithm.SHA512, Encoding.HEX, "", Signed.BODY), key)
                        .sign(TIME, data))
                .isEqualTo(hex);
        assertThat(new HmacHeaderSigner(new HmacForm("S", Algorithm.SHA512, Encoding.BASE64, "", Signed.BODY), key)
                        .sign(TIME, data))
                .isEqualTo(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
    }

    @Test
    void signsTheSecondsThatTheHeaderTells() {
        // given
        HmacForm form = new HmacForm("S", Algorithm.SHA256, Encoding.HEX, "t=<t>,v1=", Signed.TIMESTAMP_AND_BODY);
        HmacForm bodyOnly = new HmacForm("S", Algorithm.SHA256, Encoding.HEX, "t=1700000000,v1=", Signed.BODY);
        byte[] prefixed = "1700000000.{\"text\":\"Plan finished\"}".getBytes(StandardCharsets.UTF_8);

        // when
        String value = new HmacHeaderSigner(form, KEY).sign(TIME, BODY);

        // then
        assertThat(value).isEqualTo(new HmacHeaderSigner(bodyOnly, KEY).sign(TIME, prefixed));
    }

    @Test
    @Threat("D4")
    void refusesAnEmptyKey() {
        assertThatThrownBy(() -> new HmacHeaderSigner(HmacForm.TRIFACTA, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
