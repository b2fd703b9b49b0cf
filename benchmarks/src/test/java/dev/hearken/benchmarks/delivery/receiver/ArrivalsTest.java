package dev.hearken.benchmarks.delivery.receiver;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalsTest {
    private static final int EVENTS = 100;
    private static final int WARM_UP = 10;

    private final Histogram latencies = new Histogram(3);
    private final Arrivals arrivals = new Arrivals(EVENTS, WARM_UP, 0, latencies);

    @Test
    void tellsTheFirstOfAnEventFromItsRepetitions() {
        // when
        int first = arrivals.take("7.1000", 5_000);
        int second = arrivals.take("7.1000", 6_000);
        arrivals.take("8.1000", 7_000);
        arrivals.take("8.1000", 9_000);

        // then
        assertThat(first).isEqualTo(204);
        assertThat(second).isEqualTo(204);
        assertThat(arrivals.state()).isEqualTo(new EndpointState(2, 2, 0, 0, 5_000, 7_000));
    }

    @Test
    void refusesEachSoManyOnceAndTakesThemTheNextTime() {
        // given
        Arrivals refusing = new Arrivals(EVENTS, WARM_UP, 10, latencies);

        // when
        int refused = refusing.take("20.1000", 5_000);
        int other = refusing.take("21.1000", 5_001);
        int again = refusing.take("20.1000", 5_002);

        // then
        assertThat(refused).isEqualTo(503);
        assertThat(other).isEqualTo(204);
        assertThat(again).isEqualTo(204);
        assertThat(refusing.state()).isEqualTo(new EndpointState(2, 0, 1, 0, 5_001, 5_002));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "-7.1", "100.1000", "seven.1", "7.1.1"})
    void countsRequestsThatNoEventOfTheBenchmarkHasMade(String id) {
        // when
        arrivals.take(id, 5_000);

        // then
        assertThat(arrivals.state()).isEqualTo(new EndpointState(0, 0, 0, 1, 0, 0));
    }

    @Test
    void measuresFromWhenAnEventWasDueOnceTheWarmUpIsOver() {
        // when
        arrivals.take("9.1000", 900_000);
        for (int number = WARM_UP; number < EVENTS; number++) {
            arrivals.take(number + ".1000", 1_000 + number);
            arrivals.take(number + ".1000", 800_000);
        }

        // then
        assertThat(Latency.of(latencies)).isEqualTo(new Latency(90, 54, 90, 99, 99, 99));
    }

    @Test
    void keepsThreeDigitsOfLongWaits() {
        // when
        arrivals.take("50.0", 3_600_000_000L);

        // then
        assertThat((double) Latency.of(latencies).p50()).isBetween(3.59e9, 3.61e9);
    }
}
