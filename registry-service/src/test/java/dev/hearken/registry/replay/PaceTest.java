package dev.hearken.registry.replay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void letsNoMoreGoThanItsRate() {
        // given
        Pace pace = new Pace(100);
        long begin = System.nanoTime();

        // when
        for (int i = 0; i < 51; i++) {
            assertThat(pace.await(LONG)).isTrue();
        }

        // then: the first goes at once, each further one a hundredth of a second later
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(500 - 100));
    }

    @Test
    void letsNobodyWaitWhoIsInterrupted() {
        // given
        Pace pace = new Pace(1);
        pace.await(LONG);
        Thread.currentThread().interrupt();

        // when
        boolean may = pace.await(LONG);

        // then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(may).isTrue();
    }

    @Test
    void letsSomebodyWaitNoLongerThanHeWants() {
        // given
        Pace pace = new Pace(0.001);

        // when
        boolean first = pace.await(Duration.ZERO);
        boolean second = pace.await(Duration.ofMillis(10));

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    @Test
    void holdsWhoWaitsToItsLatestRate() {
        // given
        Pace pace = new Pace(0.001);
        pace.await(Duration.ZERO);

        // when
        pace.change(1000);

        // then
        assertThat(pace.await(LONG)).isTrue();
    }
}
