package dev.hearken.dispatcher.platform;

import dev.hearken.dispatcher.platform.PartitionProgress.Entry;
import dev.hearken.dispatcher.platform.RecordConsumer.Role;
import dev.hearken.dispatcher.platform.RecordConsumer.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One membership in the group, from subscribing to leaving: polls, hands records over, pauses what must wait, commits,
 * and settles what it can of partitions that leave. Belongs to the polling thread.
 */
final class GroupReader {
    private static final Logger LOG = Logger.getLogger(GroupReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_WHILE_PAUSED = Duration.ofMillis(5);
    private static final long PARK_NANOS = Duration.ofMillis(5).toNanos();

    private final KafkaConsumer<byte[], byte[]> kafka;
    private final Settings settings;
    private final Role role;
    private final ConsumerState state;
    private final InstantSource time;
    private final GroupOffsets offsets;
    private final FreshRecords fresh = new FreshRecords(System.nanoTime());
    private final Map<TopicPartition, Instant> gated = new HashMap<>();
    private final Duration session;
    private boolean full;
    private long nextCommit = System.nanoTime();

    GroupReader(
            KafkaConsumer<byte[], byte[]> kafka,
            Settings settings,
            Duration session,
            Role role,
            ConsumerState state,
            InstantSource time) {
        this.kafka = kafka;
        this.settings = settings;
        this.session = session;
        this.role = role;
        this.state = state;
        this.time = time;
        this.offsets = new GroupOffsets(settings.name(), kafka, state);
    }

    /**
     * Reads until the consumer closes, then drains; or until a bug stops it.
     *
     * @throws KafkaException if Kafka refuses; the membership is then over
     */
    void read() {
        kafka.subscribe(settings.topics(), new Rebalance());
        while (state.goesOn()) {
            boolean paused = pauseAndResume();
            ConsumerRecords<byte[], byte[]> records = poll(paused ? POLL_WHILE_PAUSED : POLL);
            state.polled();
            for (TopicPartition partition : records.partitions()) {
                take(partition, records.records(partition));
            }
            // By a clock that never jumps: one that is set back must not put commits off.
            if (isOver(nextCommit)) {
                nextCommit = in(settings.config().commitInterval());
                offsets.commit();
            }
        }
        drain();
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private static boolean isOver(long deadline) {
        return System.nanoTime() - deadline >= 0;
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return kafka.poll(timeout);
        } catch (NoOffsetForPartitionException e) {
            offsets.begin(e);
        } catch (LogTruncationException e) {
            offsets.rewind(e);
        } catch (OffsetOutOfRangeException e) {
            offsets.skip(e);
        }
        return ConsumerRecords.empty();
    }

    private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        PartitionProgress progress = offsets.of(partition);
        Instant now = time.instant();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Instant opensAt = role.gate().opensAt(record);
            if (opensAt.isAfter(now)) {
                kafka.seek(partition, record.offset());
                kafka.pause(Set.of(partition));
                gated.put(partition, opensAt);
                return;
            }
            Entry entry = progress.begin(record.offset());
            if (progress.isSettled(record.offset())) {
                entry.done();
            } else {
                handOver(record, entry);
            }
        }
    }

    private void handOver(ConsumerRecord<byte[], byte[]> record, Entry entry) {
        int bytes = Math.max(record.serializedValueSize(), 0);
        state.taken(bytes);
        FreshRecords.Mark mark = fresh.taken();
        Uni.createFrom()
                .deferred(() -> role.handler().handle(record))
                .subscribe()
                .with(
                        done -> {
                            entry.done();
                            state.left(bytes);
                            mark.done();
                        },
                        bug -> {
                            state.left(bytes);
                            mark.done();
                            stop(record, bug);
                        });
    }

    private void stop(ConsumerRecord<byte[], byte[]> record, Throwable bug) {
        state.stop(bug);
        LOG.errorf(
                bug,
                "%s: stopped, and nothing from %s-%d offset %d on is committed; restart the instance and report this",
                settings.name(),
                record.topic(),
                record.partition(),
                record.offset());
    }

    /**
     * Keeps the partitions paused that should be: those that are gated; or all, while too much is in flight, or while
     * others may have them, who deliver the same. Says whether too much is in flight.
     */
    private boolean pauseAndResume() {
        Instant now = time.instant();
        gated.values().removeIf(opensAt -> !opensAt.isAfter(now));
        full = Math.max(state.recordsInFlight(), role.handler().underway()) >= threshold(settings.maxRecords())
                || fresh.count(System.nanoTime()) >= threshold(fresh.most())
                || state.bytesInFlight() >= settings.maxBytes();
        Set<TopicPartition> wanted = full || offsets.areInDoubt(session) ? kafka.assignment() : gated.keySet();
        Set<TopicPartition> paused = kafka.paused();
        if (!paused.equals(wanted)) {
            Set<TopicPartition> resume = new HashSet<>(paused);
            resume.removeAll(wanted);
            kafka.resume(resume);
            kafka.pause(wanted);
        }
        return full;
    }

    /** Once too much is in flight, a quarter of it must go before more is taken. */
    private int threshold(int most) {
        return full ? most * 3 / 4 : most;
    }

    /** Polls on without taking anything until nothing is in flight or the time is up, then commits. */
    private void drain() {
        if (state.isStopped()) {
            return;
        }
        long deadline = in(settings.config().drainTimeout());
        while (state.recordsInFlight() > 0 && !isOver(deadline)) {
            kafka.pause(kafka.assignment());
            poll(POLL_WHILE_PAUSED);
            offsets.commit();
        }
        int left = state.recordsInFlight();
        if (left > 0) {
            LOG.warnf(
                    "%s: %d records were not settled in time and will be delivered by another instance",
                    settings.name(), left);
        }
        offsets.commitNow();
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            long deadline = in(settings.config().revokeTimeout());
            while (!offsets.areIdle(partitions) && !isOver(deadline)) {
                LockSupport.parkNanos(PARK_NANOS);
            }
            try {
                offsets.commitNow(partitions);
            } catch (KafkaException e) {
                LOG.warnf(
                        "%s: commit before a rebalance failed, some deliveries will repeat: %s",
                        settings.name(), e.getMessage());
            }
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            forget(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debugf("%s: assigned %s", settings.name(), partitions);
            offsets.takeOver(partitions);
            role.assignment().gained(partitions);
        }

        private void forget(Collection<TopicPartition> partitions) {
            offsets.forget(partitions);
            gated.keySet().removeAll(partitions);
            role.assignment().lost(partitions);
        }
    }
}
