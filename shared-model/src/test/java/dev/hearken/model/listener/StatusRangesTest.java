package dev.hearken.model.listener;

import dev.hearken.model.listener.StatusRanges.Range;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatusRangesTest {
    @ParameterizedTest
    @CsvSource({"200, 200, 200", "200-299, 200, 299", "204-204, 204, 204"})
    void readsItsLiteralForm(String text, int first, int last) {
        assertThat(Range.parse(text, 200, 299)).contains(new Range(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "199",
                "300",
                "200-300",
                "204-200",
                "200-",
                "-299",
                "200 - 299",
                "2xx",
                "200-299-",
                "٢٠٠"
            })
    void refusesEveryOtherText(String text) {
        assertThat(Range.parse(text, 200, 299)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"300, true", "404, true", "400-599, true", "299, false", "299-404, false", "404-600, false"})
    void staysWithinTheGivenBounds(String text, boolean accepted) {
        assertThat(Range.parse(text, 300, 599).isPresent()).isEqualTo(accepted);
    }

    @Test
    void holdsWhatItsRangesHold() {
        // given
        StatusRanges ranges = new StatusRanges(List.of(new Range(200, 202), new Range(204, 204)));

        // then
        assertThat(List.of(200, 201, 202, 204)).allMatch(ranges::contains);
        assertThat(List.of(0, 199, 203, 205, 299, 300, 500)).noneMatch(ranges::contains);
        assertThat(ranges.ranges()).extracting(Range::toString).containsExactly("200-202", "204");
    }
}
