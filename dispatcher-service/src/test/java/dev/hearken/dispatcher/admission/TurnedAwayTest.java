package dev.hearken.dispatcher.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnedAwayTest {
    private static final long NOW = -7;

    private final TurnedAway turnedAway = new TurnedAway(NOW);

    @Test
    void comesBackAtThePaceOfTheSlots() {
        // when
        List<Long> stays = stays(10_000, micros(500));

        // then
        assertThat(stays.get(0)).isEqualTo(millis(5_000));
        assertThat(stays.get(1)).isEqualTo(micros(5_000_500));
        assertThat(stays.get(9_999)).isEqualTo(micros(9_999_500));
    }

    @Test
    void comesBackAThousandASecondHoweverSlowTheSlotsAre() {
        // when
        List<Long> stays = stays(1_000, millis(70));

        // then
        assertThat(stays.get(999)).isEqualTo(millis(5_999));
    }

    @Test
    void staysAwayForWholeHalfMinutesIfForLong() {
        // when
        List<Long> stays = stays(60_000, millis(1));

        // then
        assertThat(stays.get(25_000)).isEqualTo(millis(31_000));
        assertThat(stays.get(25_001)).isEqualTo(millis(61_000));
        assertThat(stays.get(59_999)).isEqualTo(millis(91_000));
    }

    @Test
    void leavesACrowdThatComesBackTogetherTheTurnsOfAllOfThem() {
        // when
        long crowd = turnedAway.stay(micros(400), 500, NOW);
        long next = turnedAway.stay(micros(400), 1, NOW);

        // then
        assertThat(crowd).isEqualTo(millis(5_000));
        assertThat(next).isEqualTo(millis(5_200));
    }

    @Test
    void staysForTenMinutesAtMost() {
        // when
        List<Long> stays = stays(700_000, millis(1));

        // then
        assertThat(stays.get(699_999)).isEqualTo(millis(601_000));
    }

    @Test
    void forgetsThoseWhoseTurnIsOver() {
        // given
        stays(1_000, millis(1));

        // when
        long stay = turnedAway.stay(millis(1), 1, NOW + millis(60_000));

        // then
        assertThat(stay).isEqualTo(millis(5_000));
    }

    private List<Long> stays(int count, long turn) {
        List<Long> stays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stays.add(turnedAway.stay(turn, 1, NOW));
        }
        return stays;
    }

    private static long micros(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
