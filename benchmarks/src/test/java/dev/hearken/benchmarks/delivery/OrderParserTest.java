package dev.hearken.benchmarks.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OrderParserTest {
    @Test
    void measuresEverythingUnlessTold() {
        assertThat(OrderParser.parse(List.of())).isEqualTo(new Order.Measure(BenchOptions.DEFAULT));
        assertThat(BenchOptions.DEFAULT.scenarios()).containsExactlyInAnyOrder(Scenario.values());
    }

    @Test
    void readsEveryOptionInBothForms() {
        assertThat(parse("--scenario=fan-out,latency --scenario isolation --events 5 --warm-up=6 --rate 7"
                        + " --time-limit=8 --results out"))
                .isEqualTo(new Order.Measure(new BenchOptions(
                        Set.of(Scenario.FAN_OUT, Scenario.LATENCY, Scenario.ISOLATION),
                        6,
                        5,
                        7,
                        Duration.ofSeconds(8),
                        Path.of("out"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--quick --events 40000", "--events 40000 --quick"})
    void letsANumberStandAgainstTheQuickOnes(String line) {
        assertThat(parse(line))
                .isEqualTo(new Order.Measure(BenchOptions.DEFAULT.quick().events(40_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "--quick --help", "--nonsense -h"})
    void helpsWhereverItIsAskedTo(String line) {
        assertThat(parse(line)).isEqualTo(new Order.Help());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    fast               | unknown option: fast
                    --fast             | unknown option: --fast
                    --quick=yes        | --quick takes no value
                    --events           | --events needs a value
                    --events=          | --events needs a value
                    --events 0         | --events must be a number from 1 to 10000000, not 0
                    --events -1        | --events must be a number from 1 to 10000000, not -1
                    --warm-up many     | --warm-up must be a number from 1 to 10000000, not many
                    --rate 100001      | --rate must be a number from 1 to 100000, not 100001
                    --time-limit 90000 | --time-limit must be a number from 1 to 86400, not 90000
                    --scenario speed   | --scenario must be one of throughput, latency, isolation, fan-out, listeners, retries, not speed
                    """)
    void refusesWhatItDoesNotUnderstand(String line, String message) {
        assertThat(parse(line)).isEqualTo(new Order.Refused(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scenario", "--events", "--warm-up", "--rate", "--time-limit", "--results", "--quick"})
    void isExplainedByTheUsage(String option) {
        assertThat(Usage.TEXT).contains(option);
    }

    private static Order parse(String line) {
        return OrderParser.parse(List.of(line.split(" ")));
    }
}
