package dev.hearken.language;

import com.google.re2j.Pattern;
import dev.hearken.Seeded;
import dev.hearken.test.marks.Threat;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class LinearPatternTest {
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            ".",
            "*",
            "+",
            "?",
            "(",
            ")",
            "(?:",
            "(?i)",
            "[",
            "]",
            "[^",
            "[]a]",
            "[[:alpha:]]",
            "[\\]]",
            "\\d",
            "\\.",
            "\\pL",
            "\\p{Greek}",
            "\\x{41}",
            "\\Q",
            "\\E",
            "{2}",
            "{0,3}",
            "{4,}",
            "{",
            "}",
            "{10}",
            "|",
            "^",
            "$",
            "\\",
            "-",
            "é");

    private static String outcome(String pattern, String text) {
        return LinearPattern.compile(pattern)
                .fold(compiled -> compiled.find(text) ? "found" : "not found", detail -> detail);
    }

    @ParameterizedTest
    @CsvSource({
        "load, nightly-load-1, found",
        "^load, nightly-load, not found",
        "^nightly-[a-z]+$, nightly-load, found",
        "(?i)LOAD, nightly-load, found",
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}, 3f0c1b7e-2f57-4a43-9a0e-0b7f6f2d1a01, found"
    })
    void isFoundAnywhere(String pattern, String text, String expected) {
        assertThat(outcome(pattern, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @Threat("D5")
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a|aa)+$",
                "(a|a?)+b$",
                "(.*a){20}$",
                "^([a-zA-Z]+)*$",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "a*a*a*a*a*a*b"
            })
    void takesLinearTimeWhereOthersBacktrack(String pattern) {
        // given
        String text = "a".repeat(LinearPattern.MAX_TEXT - 1) + "!";

        // when
        String outcome = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> outcome(pattern, text));

        // then
        assertThat(outcome).isEqualTo("not found");
    }

    @Test
    void leavesTextsThatAreTooLongAlone() {
        assertThat(outcome("a", "a".repeat(LinearPattern.MAX_TEXT))).isEqualTo("found");
        assertThat(outcome("a", "a".repeat(LinearPattern.MAX_TEXT + 1))).isEqualTo("not found");
    }

    @ParameterizedTest
    @Threat("D5")
    @ValueSource(
            strings = {
                "a{1001}",
                "(a{100}){11}",
                "((((((((a{1,9}){1,9}){1,9}){1,9}){1,9}){1,9}){1,9}){1,9})",
                "\\Q[\\E(a{100}){100}",
                "[\\]](b{100}){100}",
                "[]](b{100}){100}",
                "[[:alpha:]](b{100}){100}",
                "[^]](b{100}){100}"
            })
    void isRefusedWhereRepetitionsExplode(String pattern) {
        assertThat(outcome(pattern, "a")).contains("repetitions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a**", "[b-a]", "\\1", "(?<=a)b", "(?!a)", "(?>a)", "\\", "a{2,1}", "[[:nope:]]"})
    void isRefusedWhereRe2HasNoSuchThing(String pattern) {
        assertThat(outcome(pattern, "a")).startsWith("is no pattern in RE2 syntax");
    }

    @Test
    void countsNoFewerStepsThanThereAre() {
        // given
        Random random = Seeded.random(LinearPatternTest.class);

        for (int round = 0; round < 50_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                pattern.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            String text = pattern.toString();

            // when
            long steps = RepetitionCount.of(text);
            boolean usable = LinearPattern.compile(text).fold(compiled -> true, detail -> false);

            // then
            if (usable) {
                // Each step compiles to a few instructions: an alternative, a capture's ends, an optional's branch.
                assertThat((long) Pattern.compile(text).programSize()).as(text).isLessThanOrEqualTo(6 * steps + 20);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(?:", "[", "a|", "(a|", "\\", "a*", "(a*)", "{1,1000}", "[^"})
    void isCompiledOrRefusedInBoundedTimeHoweverDeep(String part) {
        // given
        String open = part.repeat(LinearPattern.MAX_LENGTH / part.length());
        String closed = part.repeat(300) + ")".repeat(300);

        // when
        boolean ends = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> !outcome(open, "aaa").isEmpty() && !outcome(closed, "aaa").isEmpty());

        // then
        assertThat(ends).isTrue();
    }
}
