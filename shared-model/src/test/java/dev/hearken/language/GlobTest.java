package dev.hearken.language;

import dev.hearken.Seeded;
import dev.hearken.test.marks.Threat;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GlobTest {
    private static final int RANDOM_ROUNDS = 50_000;

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(textBlock = """
            nightly-load | nightly-load   | true
            nightly-load | nightly-loads  | false
            nightly-load | Nightly-load   | false
            nightly-*    | nightly-       | true
            nightly-*    | nightly-load   | true
            nightly-*    | nightly        | false
            *-load       | nightly-load   | true
            *-load       | nightly-loader | false
            *            | ''             | true
            *            | anything       | true
            **           | ''             | true
            ?            | ''             | false
            ?            | a              | true
            ?            | ab             | false
            a?c          | abc            | true
            a?c          | ac             | false
            *a*b*        | xxaxxbxx       | true
            *a*b*        | xxbxxaxx       | false
            *ab          | aab            | true
            *aab         | aaab           | true
            a*a          | a              | false
            a*a          | aa             | true
            ''           | ''             | true
            ''           | a              | false
            a.c          | abc            | false
            [ab]         | a              | false
            \\*          | \\x            | true
            """, delimiter = '|')
    void matchesTheWholeText(String pattern, String text, boolean expected) {
        // when
        boolean matches = Glob.of(pattern).matches(text);

        // then
        assertThat(matches).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "?, 😀, true",
        "??, 😀, false",
        "a?b, a😀b, true",
        "*?, 😀, true",
        "*??, 😀, false",
        "*😀, x😁😀, true",
        "😀*, 😀😁, true",
        "😀, 😁, false",
        "?, é, true"
    })
    void takesACodePointForACharacter(String pattern, String text, boolean expected) {
        // when
        boolean matches = Glob.of(pattern).matches(text);

        // then
        assertThat(matches).isEqualTo(expected);
    }

    @Test
    void agreesWithARegularExpressionOnRandomInput() {
        // given
        Random random = Seeded.random(GlobTest.class);
        int hits = 0;
        for (int round = 0; round < RANDOM_ROUNDS; round++) {
            String pattern = text(random, 8, "ab*?", "😀");
            String text = text(random, 10, "ab", "😀");

            // when
            boolean matches = Glob.of(pattern).matches(text);

            // then
            assertThat(matches).as("'%s' on '%s'", pattern, text).isEqualTo(oracle(pattern, text));
            hits += matches ? 1 : 0;
        }
        assertThat(hits).isBetween(RANDOM_ROUNDS / 100, RANDOM_ROUNDS * 99 / 100);
    }

    private static String text(Random random, int maxLength, String characters, String rare) {
        return random.ints(random.nextInt(maxLength + 1), 0, characters.length() * 4 + 1)
                .mapToObj(i -> i < characters.length() * 4 ? characters.substring(i / 4, i / 4 + 1) : rare)
                .collect(Collectors.joining());
    }

    private static boolean oracle(String pattern, String text) {
        String regex = pattern.codePoints()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }

    @ParameterizedTest
    @Threat("D5")
    @ValueSource(ints = {1, 2, 10, 60})
    @Timeout(30) // a guard against hanging: a matcher that goes back to earlier stars would need years
    void finishesOnHostilePatterns(int stars) {
        // given
        String pattern = "*a".repeat(stars) + "*b";
        String text = "a".repeat(20_000);

        // when
        boolean matches = Glob.of(pattern).matches(text);

        // then
        assertThat(matches).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"nightly, true", "nightly-*, false", "nightl?, false", "'', true"})
    void knowsWhetherItIsLiteral(String pattern, boolean expected) {
        // when
        Glob glob = Glob.of(pattern);

        // then
        assertThat(glob.isLiteral()).isEqualTo(expected);
        assertThat(glob.pattern()).isEqualTo(pattern);
        assertThat(glob).hasToString(pattern);
    }
}
