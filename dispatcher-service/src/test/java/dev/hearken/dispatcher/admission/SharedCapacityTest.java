package dev.hearken.dispatcher.admission;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SharedCapacityTest {
    @ParameterizedTest
    @CsvSource({"1, 50", "2, 33", "4, 20", "64, 1"})
    void leavesToTheNextAsMuchAsEachGreedyOneHas(int greedy, long share) {
        // given
        SharedCapacity capacity = new SharedCapacity(100);
        long[] held = new long[greedy];

        // when
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < greedy; i++) {
                held[i] += capacity.tryTake(1, held[i]) ? 1 : 0;
            }
        }

        // then
        assertThat(LongStream.of(held).boxed()).allMatch(has -> has >= share && has <= share + 1);
        assertThat(capacity.tryTake(1, 0)).isTrue();
        assertThat(capacity.taken()).isLessThanOrEqualTo(100);
    }

    @Test
    void isNeverTakenBeyondItsSize() {
        // given
        SharedCapacity capacity = new SharedCapacity(3);

        // when
        int given = 0;
        for (int i = 0; i < 10; i++) {
            given += capacity.tryTake(1, 0) ? 1 : 0;
        }

        // then
        assertThat(given).isEqualTo(3);
    }

    @Test
    void letsASingleLargeAmountPassWhileNothingIsTaken() {
        // given
        SharedCapacity capacity = new SharedCapacity(10);

        // when
        boolean first = capacity.tryTake(50, 0);
        boolean second = capacity.tryTake(1, 0);
        capacity.giveBack(50);
        boolean third = capacity.tryTake(1, 0);

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(third).isTrue();
    }
}
