package dev.hearken.dispatcher.platform;

import dev.hearken.dispatcher.platform.PartitionProgress.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader stands in each of its partitions: what it commits, where it goes on after another, and where it goes
 * on when Kafka no longer has what comes next. Belongs to the polling thread.
 */
final class GroupOffsets {
    private static final Logger LOG = Logger.getLogger(GroupOffsets.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final Consumer<byte[], byte[]> kafka;
    private final ConsumerState state;
    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private boolean commitsFail;
    private @Nullable List<Step> underway;
    private OptionalLong unconfirmedSince = OptionalLong.empty();

    /** What is committed of one partition, and whose progress it is: the partition may come anew before the answer. */
    private record Step(TopicPartition partition, PartitionProgress progress, Commit commit) {}

    GroupOffsets(String name, Consumer<byte[], byte[]> kafka, ConsumerState state) {
        this.name = name;
        this.kafka = kafka;
        this.state = state;
    }

    PartitionProgress of(TopicPartition partition) {
        return progress.computeIfAbsent(partition, p -> new PartitionProgress());
    }

    /** Whether every record taken from these is done. */
    boolean areIdle(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .allMatch(partition -> !progress.containsKey(partition)
                        || progress.get(partition).isIdle());
    }

    void forget(Collection<TopicPartition> partitions) {
        progress.keySet().removeAll(partitions);
    }

    /**
     * Whether the partitions may be somebody else's by now: for as long as a session lasts, no commit has come through,
     * though there was something to commit.
     */
    boolean areInDoubt(Duration session) {
        return unconfirmedSince.isPresent() && System.nanoTime() - unconfirmedSince.getAsLong() > session.toNanos();
    }

    /** Partitions came: what the one before has settled beyond its commits is not to be repeated. */
    void takeOver(Collection<TopicPartition> partitions) {
        unconfirmedSince = OptionalLong.empty();
        underway = null;
        try {
            kafka.committed(Set.copyOf(partitions), TIMEOUT).forEach(this::goOn);
        } catch (KafkaException e) {
            LOG.warnf(
                    "%s: what is settled beyond the committed offsets cannot be read, it will repeat: %s",
                    name, e.getMessage());
        }
    }

    /** The position is not left to Kafka's client, which would ask once more and may get another answer. */
    private void goOn(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
        if (committed != null) {
            kafka.seek(partition, committed);
            progress.put(partition, PartitionProgress.after(new Commit(committed.offset(), committed.metadata())));
        }
    }

    /**
     * Begins at the beginning where nobody has committed anything, and commits that, so that what goes missing from now
     * on is missed.
     */
    void begin(NoOffsetForPartitionException nothingCommitted) {
        kafka.beginningOffsets(nothingCommitted.partitions(), TIMEOUT).forEach((partition, beginning) -> {
            kafka.seek(partition, beginning);
            progress.put(partition, PartitionProgress.from(beginning));
        });
    }

    /**
     * Goes on with the oldest record that there is, and counts those that were deleted before they were read. They are
     * counted once more if the instance dies before its next commit. Where the log is shorter than what was read, it is
     * read from where it differs, or else from the beginning.
     */
    void skip(OffsetOutOfRangeException gone) {
        goOn(gone.offsetOutOfRangePartitions());
    }

    private void goOn(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> beginnings = kafka.beginningOffsets(positions.keySet(), TIMEOUT);
        positions.forEach((partition, position) -> {
            long beginning = beginnings.getOrDefault(partition, position);
            if (position <= beginning) {
                skip(partition, position, beginning);
            } else {
                restart(partition, position, beginning);
            }
        });
    }

    private void skip(TopicPartition partition, long position, long beginning) {
        long skipped = beginning - position - of(partition).settledBetween(position, beginning);
        of(partition).skipTo(beginning);
        kafka.seek(partition, beginning);
        state.skipped(skipped);
        LOG.errorf(
                "%s: %d records of %s are lost: Kafka had deleted them, from offset %d to before %d, when they should"
                        + " be read; compare the topic's retention with how long this group was away or behind",
                name, skipped, partition, position, beginning);
    }

    private void restart(TopicPartition partition, long position, long beginning) {
        progress.put(partition, PartitionProgress.from(beginning));
        kafka.seek(partition, beginning);
        LOG.errorf(
                "%s: %s ends before offset %d, where it should be read on: was it made anew? It is read from %d",
                name, partition, position, beginning);
    }

    /** After brokers have lost the end of a log: goes on where the log differs from what was read. */
    void rewind(LogTruncationException truncated) {
        truncated.divergentOffsets().forEach((partition, divergent) -> {
            progress.put(partition, PartitionProgress.from(divergent.offset()));
            kafka.seek(partition, divergent.offset());
            LOG.errorf("%s: brokers have lost records of %s from offset %d on", name, partition, divergent.offset());
        });
        Map<TopicPartition, Long> others = new HashMap<>(truncated.offsetOutOfRangePartitions());
        others.keySet().removeAll(truncated.divergentOffsets().keySet());
        goOn(others);
    }

    /**
     * Commits what is new, in the background; the next commit covers one that fails. While one is not answered there is
     * no other: while the group's coordinator is not known Kafka's client keeps them all, and sends them in the name of
     * whatever generation it is in when it finds one.
     */
    void commit() {
        List<Step> steps = underway == null ? committable(progress.keySet()) : List.of();
        if (steps.isEmpty()) {
            return;
        }
        if (unconfirmedSince.isEmpty()) {
            unconfirmedSince = OptionalLong.of(System.nanoTime());
        }
        underway = steps;
        kafka.commitAsync(offsets(steps), (sent, e) -> answered(steps, e));
    }

    private void answered(List<Step> steps, @Nullable Exception e) {
        if (underway == steps) {
            underway = null;
        }
        if (e == null) {
            committed(steps);
        } else {
            commitFailed(e);
        }
    }

    /** Said once, until one works again: a broker that is away refuses every one of them. */
    private void commitFailed(Exception e) {
        if (!commitsFail) {
            commitsFail = true;
            LOG.warnf("%s: commits fail, the next one that works covers them: %s", name, e.getMessage());
        }
    }

    /** Commits what is new of these, and returns when the broker has it. */
    void commitNow(Collection<TopicPartition> partitions) {
        List<Step> steps = committable(partitions);
        if (!steps.isEmpty()) {
            kafka.commitSync(offsets(steps));
            committed(steps);
        }
    }

    /** Commits what is new of all, and returns when the broker has it. */
    void commitNow() {
        commitNow(progress.keySet());
    }

    private List<Step> committable(Collection<TopicPartition> partitions) {
        List<Step> steps = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            PartitionProgress own = progress.get(partition);
            if (own != null) {
                own.committable().ifPresent(commit -> steps.add(new Step(partition, own, commit)));
            }
        }
        return steps;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(List<Step> steps) {
        return steps.stream()
                .collect(Collectors.toMap(
                        Step::partition,
                        step -> new OffsetAndMetadata(
                                step.commit().offset(), step.commit().beyond())));
    }

    private void committed(List<Step> steps) {
        commitsFail = false;
        unconfirmedSince = OptionalLong.empty();
        steps.forEach(step -> step.progress().committed(step.commit()));
    }
}
