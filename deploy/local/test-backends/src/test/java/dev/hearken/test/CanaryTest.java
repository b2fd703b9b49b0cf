package dev.hearken.test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CanaryTest {
    private final Canary canary = new Canary("canary+/=0123456789");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a canary+/=0123456789 b",
                "?token=canary%2B%2F%3D0123456789&a",
                "63616e6172792b2f3d30313233343536373839",
                "63616E6172792B2F3D30313233343536373839"
            })
    void isFoundInWhateverSpelling(String place) {
        assertThat(canary.isIn(place)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "{\"k\":", "ääää"})
    void isFoundWithinSomethingInBase64(String before) {
        // given
        byte[] bytes = (before + canary.text() + "\"}").getBytes(StandardCharsets.UTF_8);

        // then
        assertThat(canary.isIn("x" + Base64.getEncoder().encodeToString(bytes))).isTrue();
        assertThat(canary.isIn(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isTrue();
    }

    @Test
    void isNotFoundWhereItIsNot() {
        assertThat(canary.isIn("canary+/=012345678 ***")).isFalse();
    }
}
