package dev.hearken.language;

import dev.hearken.Seeded;
import dev.hearken.test.marks.Threat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VariablePathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "now | now",
                "execution.error.message | execution,error,message",
                "tasks[0].name | tasks,0,name",
                "metadata['rows read'] | metadata,rows read",
                "metadata[\"it's\"] | metadata,it's",
                "metadata['it\\'s'] | metadata,it's",
                "metadata['a\\\\b'] | metadata,a\\b",
                "metadata.a-b.$c._d | metadata,a-b,$c,_d",
                "metadata['x']['y'][3] | metadata,x,y,3"
            })
    void isParsedIntoItsSegments(String text, String segments) {
        assertThat(VariablePath.parse(text).map(VariablePath::segments)).contains(List.of(segments.split(",")));
    }

    @ParameterizedTest
    @Threat("D6")
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "a b",
                "1a",
                "a[",
                "a[]",
                "a['",
                "a['x",
                "a['x'",
                "a['x\\",
                "a[1",
                "a[-1]",
                "a[1234567]",
                "a['x\"]",
                "a.1",
                "é",
                "a]",
                "a[x]"
            })
    void isNothingElse(String text) {
        assertThat(VariablePath.parse(text)).isEmpty();
    }

    @Test
    void hasAtMost32Segments() {
        assertThat(VariablePath.parse("a" + ".b".repeat(31))).isPresent();
        assertThat(VariablePath.parse("a" + ".b".repeat(32))).isEmpty();
        assertThat(VariablePath.parse("a" + "[0]".repeat(100_000))).isEmpty();
    }

    @Test
    void endsWhereATextGoesOn() {
        // when
        Optional<VariablePath.Prefix> prefix = VariablePath.parsePrefix("x tasks[0].name | upper", 2);

        // then
        assertThat(prefix).contains(new VariablePath.Prefix(new VariablePath(List.of("tasks", "0", "name")), 15));
    }

    @Test
    void isItselfAgainOnceWritten() {
        // given
        Random random = Seeded.random(VariablePathTest.class);
        List<String> parts =
                List.of("a", "B", "9", "0", "_", "-", "$", ".", "[", "]", "'", "\"", "\\", " ", "é", "😀", "");

        for (int round = 0; round < 20_000; round++) {
            VariablePath path = new VariablePath(Stream.concat(
                            Stream.of("root"),
                            Stream.generate(() -> {
                                        StringBuilder segment = new StringBuilder();
                                        for (int i = random.nextInt(4); i >= 0; i--) {
                                            segment.append(parts.get(random.nextInt(parts.size())));
                                        }
                                        return segment.toString();
                                    })
                                    .limit(random.nextInt(5)))
                    .toList());

            // when
            Optional<VariablePath> again = VariablePath.parse(path.toString());

            // then
            assertThat(again).as(path.toString()).contains(path);
        }
    }
}
