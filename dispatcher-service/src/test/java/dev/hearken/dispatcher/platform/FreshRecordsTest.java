package dev.hearken.dispatcher.platform;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FreshRecordsTest {
    private static final long MOMENT = Duration.ofMillis(25).toNanos();
    /** Clocks may begin anywhere, and overflow. */
    private static final long START = Long.MAX_VALUE - MOMENT;

    private final FreshRecords fresh = new FreshRecords(START);

    @Test
    void countsWhatWasTakenAndIsNotDone() {
        FreshRecords.Mark first = fresh.taken();
        fresh.taken();
        first.done();

        assertThat(fresh.count(START + 1)).isEqualTo(1);
    }

    @Test
    void countsForMoreThanAMomentButNotForTwo() {
        // given
        fresh.taken();
        // when, then
        assertThat(fresh.count(START + MOMENT)).isEqualTo(1);
        assertThat(fresh.count(START + 2 * MOMENT - 1)).isEqualTo(1);
        assertThat(fresh.count(START + 2 * MOMENT)).isZero();
    }

    @Test
    void forgetsAllAfterALongTime() {
        // given
        fresh.taken();
        fresh.count(START + MOMENT);
        fresh.taken();
        // when, then
        assertThat(fresh.count(START + 10 * MOMENT)).isZero();
    }

    @Test
    void isNotMisledByWhatIsDoneLate() {
        // given
        FreshRecords.Mark old = fresh.taken();
        fresh.count(START + 10 * MOMENT);
        fresh.taken();
        // when
        old.done();
        // then
        assertThat(fresh.count(START + 10 * MOMENT + 1)).isEqualTo(1);
    }

    @Test
    void takesSomewhatMoreThanGotDone() {
        // given
        assertThat(fresh.most()).isEqualTo(16);
        // when
        done(100, START + MOMENT);
        // then
        assertThat(fresh.most()).isEqualTo(16 + 125);
        // and when
        done(100, START + 3 * MOMENT);
        // then
        assertThat(fresh.most()).as("in twice the time").isEqualTo(16 + 62);
        // and when
        fresh.count(START + 4 * MOMENT);
        // then
        assertThat(fresh.most()).isEqualTo(16);
    }

    @Test
    void takesNoMoreThanABoundHoweverMuchGetsDone() {
        done(10_000, START + MOMENT);

        assertThat(fresh.most()).isEqualTo(512);
    }

    private void done(int records, long now) {
        for (int i = 0; i < records; i++) {
            fresh.taken().done();
        }
        fresh.count(now);
    }
}
