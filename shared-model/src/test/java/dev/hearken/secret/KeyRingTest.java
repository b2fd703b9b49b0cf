package dev.hearken.secret;

import dev.hearken.test.marks.Threat;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class KeyRingTest {
    private static final String KEY_A = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String KEY_B = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    @Test
    void encryptsWithTheFirstKeyAndHoldsAll() {
        // when
        KeyRing ring = KeyRing.parse("new:" + KEY_B + ",old:" + KEY_A);

        // then
        assertThat(ring.primaryId()).isEqualTo("new");
        assertThat(ring.find("old").orElseThrow().getEncoded()).startsWith(0, 1, 2);
        assertThat(ring.find("new").orElseThrow().getEncoded()).startsWith(32, 33);
        assertThat(ring.find("other")).isEmpty();
        assertThat(ring.holdsKeyOf(new EncryptedSecret("v1:old:QUJD"))).isTrue();
        assertThat(ring.holdsKeyOf(new EncryptedSecret("v1:other:QUJD"))).isFalse();
    }

    @Test
    void allowsSpacesAroundItsEntries() {
        // when
        KeyRing ring = KeyRing.parse(" a : " + KEY_A + " , b:" + KEY_B + "\n");

        // then
        assertThat(ring.primaryId()).isEqualTo("a");
        assertThat(ring.find("b")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ":",
                "a",
                KEY_A,
                ":" + KEY_A,
                "a b:" + KEY_A,
                "abcdefghijklmnopqrstuvwxyz0123456:" + KEY_A,
                "a:",
                "a:AAEC",
                "a:" + KEY_A + "AAAA",
                "a:~" + KEY_A,
                "a:-_" + KEY_A,
                "a:" + KEY_A + ",",
                "a:" + KEY_A + ",b",
                "a:" + KEY_A + ",a:" + KEY_B,
                "a:" + KEY_A + ";b:" + KEY_B,
                KEY_A + ":a"
            })
    void refusesAnyOtherFormWithoutQuotingAKey(String text) {
        // when
        Throwable thrown = catchThrowable(() -> KeyRing.parse(text));

        // then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasNoCause();
        assertThat(thrown.getMessage())
                .doesNotContain(KEY_A)
                .doesNotContain("AAEC")
                .doesNotContain("~")
                .doesNotContain("7e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x:AAEC | key 'x' of the key ring has 3 bytes, not 32",
                "x:% | key 'x' of the key ring is not base64"
            })
    void saysWhichKeyIsWrong(String text, String message) {
        // when
        Throwable thrown = catchThrowable(() -> KeyRing.parse(text));

        // then
        assertThat(thrown).hasMessage(message);
    }

    /** Computed by another program (Python's hmac). */
    @Test
    void derivesAKeyPerPurposeFromThePrimaryKey() {
        // given
        KeyRing ring = KeyRing.parse("a:" + KEY_A + ",b:" + KEY_B);

        // when
        byte[] derived = ring.derive("cursors");

        // then
        assertThat(HexFormat.of().formatHex(derived))
                .isEqualTo("b7a214c2363c405250b3c4e6a8e9a6d125c1d254781fcb7a67eea12b8476d1dd");
        assertThat(ring.derive("other")).isNotEqualTo(derived);
        assertThat(KeyRing.parse("b:" + KEY_B + ",a:" + KEY_A).derive("cursors"))
                .isNotEqualTo(derived);
    }

    @Test
    @Threat("H2")
    void printsTheNamesOfItsKeysAlone() {
        // given
        KeyRing ring = KeyRing.parse("new:" + KEY_B + ",old:" + KEY_A);

        // when
        String text = ring.toString();

        // then
        assertThat(text).isEqualTo("KeyRing[new, old]");
    }
}
