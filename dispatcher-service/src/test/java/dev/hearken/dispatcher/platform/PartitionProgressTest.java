package dev.hearken.dispatcher.platform;

import dev.hearken.dispatcher.platform.PartitionProgress.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionProgressTest {
    @Test
    void commitsNothingWhileTheFirstRecordIsOnItsWay() {
        // given
        PartitionProgress progress = new PartitionProgress();
        progress.begin(7);
        Entry second = progress.begin(8);
        progress.committed(7);

        // when
        second.done();

        // then
        assertThat(progress.committable()).isEmpty();
        assertThat(progress.isIdle()).isFalse();
    }

    @Test
    void commitsBehindTheLastRecordWhenAllAreDone() {
        // given
        PartitionProgress progress = new PartitionProgress();
        Entry first = progress.begin(7);
        Entry second = progress.begin(12);

        // when
        second.done();
        first.done();

        // then
        assertThat(progress.committable()).hasValue(13);
        progress.committed(13);
        assertThat(progress.committable()).isEmpty();
        assertThat(progress.isIdle()).isTrue();
    }

    @Test
    void agreesWithTheDefinitionForAnyOrderOfCompletion() {
        // given
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            PartitionProgress progress = new PartitionProgress();
            TreeMap<Long, Boolean> done = new TreeMap<>();
            List<Entry> entries = new ArrayList<>();
            List<Long> offsets = new ArrayList<>();
            long offset = random.nextInt(5);
            for (int i = 0; i < 20; i++) {
                entries.add(progress.begin(offset));
                offsets.add(offset);
                done.put(offset, false);
                offset += 1 + random.nextInt(3);
            }
            // when
            for (int i = 0; i < 15; i++) {
                int index = random.nextInt(entries.size());
                entries.get(index).done();
                done.put(offsets.get(index), true);
                long expected = done.entrySet().stream()
                        .filter(entry -> !entry.getValue())
                        .mapToLong(Map.Entry::getKey)
                        .findFirst()
                        .orElse(offsets.get(19) + 1);
                // then
                assertThat(progress.committable()).hasValue(expected);
            }
        }
    }
}
