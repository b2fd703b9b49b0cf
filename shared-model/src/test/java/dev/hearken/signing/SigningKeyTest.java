package dev.hearken.signing;

import dev.hearken.test.marks.Threat;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

class SigningKeyTest {
    private static final String TEXT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void readsWhatItReveals() {
        // given
        SigningKey key = SigningKey.generate(new SecureRandom());

        // when
        SigningKey read = SigningKey.parse(key.reveal());

        // then
        assertThat(read).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key.bytes()).hasSize(32);
    }

    @Test
    void isAnotherOneEachTime() {
        // given
        SecureRandom random = new SecureRandom();

        // when
        SigningKey one = SigningKey.generate(random);
        SigningKey other = SigningKey.generate(random);

        // then
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void revealsTheLiteralFormOfStandardWebhooks() {
        // when
        SigningKey key = SigningKey.parse(TEXT);

        // then
        assertThat(key.reveal()).isEqualTo(TEXT);
        assertThat(key).isEqualTo(SigningKey.of(Base64.getDecoder().decode(TEXT.substring(6))));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 25, 63, 64})
    void takesBytesWithinItsBounds(int length) {
        // when
        SigningKey key = SigningKey.of(new byte[length]);

        // then
        assertThat(SigningKey.parse(key.reveal())).isEqualTo(key);
    }

    @ParameterizedTest
    @Threat("D4")
    @ValueSource(ints = {0, 1, 23, 65, 1024})
    void refusesBytesBeyondItsBounds(int length) {
        // given
        byte[] bytes = new byte[length];
        String text = "whsec_" + Base64.getEncoder().encodeToString(bytes);

        // when
        Throwable ofBytes = catchThrowable(() -> SigningKey.of(bytes));
        Throwable ofText = catchThrowable(() -> SigningKey.parse(text));

        // then
        assertThat(ofBytes).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("" + length);
        assertThat(ofText).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("" + length);
    }

    @ParameterizedTest
    @Threat("D4")
    @ValueSource(
            strings = {
                "",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                " whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa~w",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwX",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-",
                "whsec_MfKQ9r8G KYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_"
            })
    void refusesAnyOtherFormWithoutQuotingIt(String text) {
        // when
        Throwable thrown = catchThrowable(() -> SigningKey.parse(text));

        // then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasNoCause();
        assertThat(thrown.getMessage())
                .doesNotContain("MfKQ")
                .doesNotContain("~")
                .doesNotContain("7e");
    }

    @Test
    @Threat("H2")
    void printsNothingOfItself() {
        // given
        SigningKey key = SigningKey.parse(TEXT);

        // when
        String text = key.toString();

        // then
        assertThat(text).isEqualTo("whsec_…");
    }

    @Test
    void keepsItsBytesWhenOthersChange() {
        // given
        byte[] given = new byte[32];
        SigningKey key = SigningKey.of(given);

        // when
        given[0] = 1;
        key.bytes()[1] = 1;

        // then
        assertThat(key.bytes()).containsOnly(0);
    }

    @Test
    void refusesNoBytesAtAll() {
        // when / then
        assertThatThrownBy(() -> SigningKey.of(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
