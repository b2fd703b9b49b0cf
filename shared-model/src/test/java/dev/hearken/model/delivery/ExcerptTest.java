package dev.hearken.model.delivery;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExcerptTest {
    @Test
    void keepsAShortBodyWhole() {
        assertThat(Excerpt.of(utf8("naïve"), 6)).isEqualTo(new Excerpt("naïve", 6, false));
    }

    @Test
    void cutsALongBodyBetweenCharacters() {
        assertThat(Excerpt.of(utf8("ab😀"), 5)).isEqualTo(new Excerpt("ab", 6, true));
        assertThat(Excerpt.of(utf8("ab😀c"), 6)).isEqualTo(new Excerpt("ab😀", 7, true));
    }

    @Test
    void showsBytesThatAreNoTextAsReplacements() {
        assertThat(Excerpt.of(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xC3}, 9))
                .isEqualTo(new Excerpt("a\uFFFDb\uFFFD", 4, false));
    }

    @Test
    void keepsNothingOfAnyBodyWhereNothingIsWanted() {
        assertThat(Excerpt.of(utf8("abc"), 0)).isEqualTo(new Excerpt("", 3, true));
        assertThat(Excerpt.of(new byte[0], 0)).isEqualTo(new Excerpt("", 0, false));
    }

    @Test
    void subjectsAreBoundedAndWellFormed() {
        // given
        String tooLong = "x".repeat(Subject.MAX_LENGTH - 1) + "😀";

        // when
        Subject subject = new Subject(tooLong, "half \ud83d pair", null);

        // then
        assertThat(subject.workflow()).isEqualTo("x".repeat(Subject.MAX_LENGTH - 1));
        assertThat(subject.execution()).isEqualTo("half ? pair");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
