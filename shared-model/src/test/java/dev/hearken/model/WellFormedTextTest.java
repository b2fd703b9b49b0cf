package dev.hearken.model;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WellFormedTextTest {
    @ParameterizedTest
    @CsvSource({
        "'', true",
        "abc é 嘊, true",
        "\ud83d\ude00, true",
        "a\ud83d\ude00b\ud83d\ude00, true",
        "\ud83d, false",
        "\ude00, false",
        "a\ud83d, false",
        "\ud83db, false",
        "\ude00\ud83d, false",
        "\ud83d\ud83d\ude00, false",
        "\ud83d\ude00\ude00, false"
    })
    void needsBothHalvesOfASurrogatePair(String text, boolean expected) {
        // when
        boolean wellFormed = WellFormedText.is(text);

        // then
        assertThat(wellFormed).isEqualTo(expected);
    }
}
