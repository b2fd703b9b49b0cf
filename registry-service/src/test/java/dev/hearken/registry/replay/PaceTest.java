package dev.hearken.registry.replay;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {
    @Test
    void letsNoMoreGoThanItsRate() {
        // given
        Pace pace = new Pace(100);
        long begin = System.nanoTime();

        // when
        for (int i = 0; i < 51; i++) {
            pace.await();
        }

        // then: the first goes at once, each further one a hundredth of a second later
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(500 - 100));
    }

    @Test
    void letsNobodyWaitWhoIsInterrupted() {
        // given
        Pace pace = new Pace(1);
        pace.await();
        Thread.currentThread().interrupt();

        // when
        pace.await();

        // then
        assertThat(Thread.interrupted()).isTrue();
    }
}
