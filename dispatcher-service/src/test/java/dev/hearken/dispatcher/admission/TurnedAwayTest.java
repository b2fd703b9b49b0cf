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
        List<Long> stays = stays(10_000, millis(2));

        // then
        assertThat(stays.get(0)).isEqualTo(millis(5_000));
        assertThat(stays.get(1)).isEqualTo(millis(5_002));
        assertThat(stays.get(9_999)).isEqualTo(millis(24_998));
    }

    @Test
    void comesBackTwoHundredASecondHoweverSlowTheSlotsAre() {
        // when
        List<Long> stays = stays(1_000, millis(70));

        // then
        assertThat(stays.get(999)).isEqualTo(millis(9_995));
    }

    @Test
    void staysAwayForWholeHalfMinutesIfForLong() {
        // when
        List<Long> stays = stays(12_000, millis(5));

        // then
        assertThat(stays.get(5_000)).isEqualTo(millis(31_000));
        assertThat(stays.get(5_001)).isEqualTo(millis(61_000));
        assertThat(stays.get(11_999)).isEqualTo(millis(91_000));
    }

    @Test
    void leavesACrowdThatComesBackTogetherTheTurnsOfAllOfThem() {
        // when
        long crowd = turnedAway.stay(millis(2), 500, NOW);
        long next = turnedAway.stay(millis(2), 1, NOW);

        // then
        assertThat(crowd).isEqualTo(millis(5_000));
        assertThat(next).isEqualTo(millis(6_000));
    }

    @Test
    void staysForTenMinutesAtMost() {
        // when
        List<Long> stays = stays(200_000, millis(5));

        // then
        assertThat(stays.get(199_999)).isEqualTo(millis(601_000));
    }

    @Test
    void forgetsThoseWhoseTurnIsOver() {
        // given
        stays(1_000, millis(5));

        // when
        long stay = turnedAway.stay(millis(5), 1, NOW + millis(60_000));

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

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
