package dev.hearken.signing;

import dev.hearken.test.marks.Threat;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AsymmetricKeyTest {
    /** RFC 8032 §7.1, test 2. */
    private static final String SEED = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

    private static final String PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    private static final String SIGNATURE = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    @Test
    void signsTheExampleOfTheStandard() {
        // given
        AsymmetricKey key = AsymmetricKey.of(HexFormat.of().parseHex(SEED + PUBLIC));

        // when
        byte[] signature = key.sign(new byte[] {0x72});

        // then
        assertThat(HexFormat.of().formatHex(signature)).isEqualTo(SIGNATURE);
        assertThat(key.publicForm())
                .isEqualTo("whpk_"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(PUBLIC)));
    }

    @Test
    void readsWhatItReveals() {
        // given
        AsymmetricKey key = AsymmetricKey.generate(new SecureRandom());

        // when
        AsymmetricKey again = AsymmetricKey.parse(key.reveal());

        // then
        assertThat(again).isEqualTo(key).isEqualTo(AsymmetricKey.of(key.bytes()));
        assertThat(again.publicForm()).isEqualTo(key.publicForm());
        assertThat(key).isNotEqualTo(AsymmetricKey.generate(new SecureRandom()));
    }

    @Test
    @Threat("H2")
    void isNotPrinted() {
        // given
        AsymmetricKey key = AsymmetricKey.generate(new SecureRandom());

        // then
        assertThat(key.toString()).isEqualTo("whsk_…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsk_", "whsec_AAAA", "whsk_!", "whsk_AAAA", "whpk_AAAA"})
    void refusesAnyOtherForm(String text) {
        assertThatThrownBy(() -> AsymmetricKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a private signing key");
    }

    @Test
    void refusesHalvesOfTwoPairs() {
        // given
        byte[] bytes = AsymmetricKey.generate(new SecureRandom()).bytes();
        byte[] other = AsymmetricKey.generate(new SecureRandom()).bytes();
        System.arraycopy(other, 32, bytes, 32, 32);

        // then
        assertThatThrownBy(() -> AsymmetricKey.of(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause();
    }
}
