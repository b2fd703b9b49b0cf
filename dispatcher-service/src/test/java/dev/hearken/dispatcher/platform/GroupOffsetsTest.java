package dev.hearken.dispatcher.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class GroupOffsetsTest {
    private static final TopicPartition PARTITION = new TopicPartition("workflow.tasks", 0);
    private static final Duration SESSION = Duration.ofMillis(50);

    private final Broker broker = new Broker();
    private final GroupOffsets offsets = new GroupOffsets("events", broker, new ConsumerState());

    /** Answers commits when it is told to. */
    private static final class Broker extends MockConsumer<byte[], byte[]> {
        private final Queue<OffsetCommitCallback> open = new ArrayDeque<>();
        private Map<TopicPartition, OffsetAndMetadata> kept = Map.of();
        private long sent = -1;

        Broker() {
            super(AutoOffsetResetStrategy.EARLIEST.name());
            assign(Set.of(PARTITION));
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            sent = offsets.get(PARTITION).offset();
            open.add((ignored, failure) -> callback.onComplete(offsets, failure));
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration timeout) {
            return kept;
        }

        void refuse() {
            open.remove().onComplete(Map.of(), new TimeoutException("away"));
        }

        void confirm() {
            open.remove().onComplete(Map.of(), null);
        }
    }

    @Test
    void isInDoubtWhenNoCommitCameThroughForASession() {
        // given
        settle(0);

        // when
        offsets.commit();
        broker.refuse();
        offsets.commit();

        // then
        assertThat(offsets.areInDoubt(Duration.ofMinutes(1))).isFalse();
        await().until(() -> offsets.areInDoubt(SESSION));
    }

    @Test
    void isInDoubtNoLongerWhenACommitComesThrough() {
        // given
        settle(0);
        offsets.commit();
        await().until(() -> offsets.areInDoubt(SESSION));

        // when
        broker.confirm();

        // then
        assertThat(offsets.areInDoubt(SESSION)).isFalse();
    }

    @Test
    void isInDoubtNoLongerWhenTheGroupHasGivenPartitionsAnew() {
        // given
        settle(0);
        offsets.commit();
        await().until(() -> offsets.areInDoubt(SESSION));

        // when
        offsets.forget(Set.of(PARTITION));
        offsets.takeOver(Set.of(PARTITION));

        // then
        assertThat(offsets.areInDoubt(SESSION)).isFalse();
    }

    @Test
    void isNotInDoubtWhileNothingIsToBeCommitted() {
        // given
        settle(0);
        offsets.commit();
        broker.confirm();

        // when
        offsets.commit();

        // then
        assertThat(broker.open).isEmpty();
        assertThat(offsets.areInDoubt(Duration.ZERO)).isFalse();
    }

    @Test
    void sendsNoSecondCommitBeforeTheFirstIsAnswered() {
        // given
        settle(0);
        offsets.commit();
        settle(1);

        // when
        offsets.commit();

        // then
        assertThat(broker.open).hasSize(1);
        broker.refuse();
        offsets.commit();
        assertThat(broker.sent).isEqualTo(2);
    }

    @Test
    void readsOnFromTheOffsetThatItCountsFrom() {
        // given
        broker.kept = Map.of(PARTITION, new OffsetAndMetadata(7, "beyond:1-2"));

        // when
        offsets.takeOver(Set.of(PARTITION));

        // then
        assertThat(broker.position(PARTITION)).isEqualTo(7);
        assertThat(offsets.of(PARTITION).isSettled(8)).isTrue();
    }

    @Test
    void takesNoAnswerFromBeforeForOneOfItsOwn() {
        // given a commit of 1 that waits while the group gives out the partition anew, from 0 on
        settle(0);
        offsets.commit();
        offsets.forget(Set.of(PARTITION));
        broker.kept = Map.of(PARTITION, new OffsetAndMetadata(0));
        offsets.takeOver(Set.of(PARTITION));

        // when
        broker.confirm();

        // then nothing has been done that could be committed, and then it is
        offsets.commit();
        assertThat(broker.open).isEmpty();
        settle(0);
        offsets.commit();
        assertThat(broker.open).hasSize(1);
    }

    @Test
    void commitsWhatItHasTakenOverThoughAnAnswerFromBeforeIsMissing() {
        // given
        settle(0);
        offsets.commit();
        offsets.forget(Set.of(PARTITION));
        offsets.takeOver(Set.of(PARTITION));
        settle(4);

        // when
        offsets.commit();

        // then
        assertThat(broker.sent).isEqualTo(5);
    }

    private void settle(long offset) {
        offsets.of(PARTITION).begin(offset).done();
    }
}
