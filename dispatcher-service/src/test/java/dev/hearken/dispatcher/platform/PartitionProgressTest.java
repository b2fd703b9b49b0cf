package dev.hearken.dispatcher.platform;

import dev.hearken.dispatcher.platform.PartitionProgress.Commit;
import dev.hearken.dispatcher.platform.PartitionProgress.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionProgressTest {
    @Test
    void commitsNothingWhileTheFirstRecordIsOnItsWay() {
        // given
        PartitionProgress progress = new PartitionProgress();
        progress.begin(7);
        Entry second = progress.begin(8);
        progress.committed(new Commit(7, ""));

        // when
        second.done();

        // then
        assertThat(progress.committable()).hasValue(new Commit(7, "beyond:1-1"));
        assertThat(progress.isIdle()).isFalse();
    }

    @Test
    void leavesOutWhatAPredecessorHasSettledBeyondItsCommit() {
        // given
        PartitionProgress predecessor = new PartitionProgress();
        Map<Long, Entry> taken = new TreeMap<>();
        for (long offset : List.of(10L, 11L, 14L, 15L, 16L, 17L)) {
            taken.put(offset, predecessor.begin(offset));
        }
        List.of(11L, 14L, 16L).forEach(offset -> taken.get(offset).done());
        Commit commit = predecessor.committable().orElseThrow();

        // when
        PartitionProgress heir = PartitionProgress.after(commit);

        // then
        assertThat(commit).isEqualTo(new Commit(10, "beyond:1-4,6-6"));
        assertThat(List.of(10L, 11L, 14L, 15L, 16L, 17L).stream().filter(heir::isSettled))
                .containsExactly(11L, 14L, 16L);
    }

    @Test
    void countsWhatAPredecessorHasSettledInAStretch() {
        // given
        PartitionProgress heir = PartitionProgress.after(new Commit(10, "beyond:1-4,6-6,9-20"));

        // when
        long settled = heir.settledBetween(12, 25);

        // then
        assertThat(settled).isEqualTo(3 + 1 + 6);
        assertThat(heir.settledBetween(0, 11)).isZero();
        assertThat(heir.settledBetween(31, 40)).isZero();
    }

    @Test
    void saysWhereItBeginsWithItsFirstCommit() {
        // given
        PartitionProgress progress = PartitionProgress.from(7);

        // when
        Optional<Commit> first = progress.committable();
        progress.committed(first.orElseThrow());

        // then
        assertThat(first).hasValue(new Commit(7, ""));
        assertThat(progress.committable()).isEmpty();
    }

    @Test
    void keepsWhatItHasInheritedUntilItHasReadThatFar() {
        // given
        PartitionProgress heir = PartitionProgress.after(new Commit(10, "beyond:1-4,6-6"));
        Entry first = heir.begin(10);
        heir.begin(11).done();

        // when
        Optional<Commit> unchanged = heir.committable();
        first.done();

        // then
        assertThat(unchanged).hasValue(new Commit(10, "beyond:1-1,2-4,6-6"));
        assertThat(heir.committable()).hasValue(new Commit(12, "beyond:0-2,4-4"));
    }

    @Test
    void fitsIntoWhatABrokerKeeps() {
        // given
        PartitionProgress progress = new PartitionProgress();

        // when
        for (long offset = 0; offset < 10_000; offset++) {
            Entry entry = progress.begin(offset);
            if (offset % 2 == 1) {
                entry.done();
            }
        }

        // then
        Commit commit = progress.committable().orElseThrow();
        assertThat(commit.beyond()).hasSizeLessThanOrEqualTo(SettledBeyond.MAX_LENGTH);
        PartitionProgress heir = PartitionProgress.after(commit);
        assertThat(heir.isSettled(1)).isTrue();
        assertThat(heir.isSettled(2)).isFalse();
        assertThat(heir.isSettled(9_999)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "by somebody else", "beyond:", "beyond:1", "beyond:x-y", "beyond:1-2,-"})
    void readsNothingIntoForeignMetadata(String metadata) {
        // given
        PartitionProgress heir = PartitionProgress.after(new Commit(10, metadata));

        // when
        boolean settled = LongStream.range(0, 100).anyMatch(heir::isSettled);

        // then
        assertThat(settled).isFalse();
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
        assertThat(progress.committable()).hasValue(new Commit(13, ""));
        progress.committed(new Commit(13, ""));
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
                assertThat(progress.committable().map(Commit::offset)).hasValue(expected);
                PartitionProgress heir =
                        PartitionProgress.after(progress.committable().orElseThrow());
                assertThat(done.tailMap(expected))
                        .allSatisfy(
                                (o, settled) -> assertThat(heir.isSettled(o)).isEqualTo(settled));
            }
        }
    }
}
