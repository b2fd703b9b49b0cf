package dev.hearken.dispatcher.platform;

import dev.hearken.dispatcher.platform.PartitionProgress.Commit;
import dev.hearken.dispatcher.platform.PartitionProgress.Entry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics in a consumer group and lets many records be on their way at once, while an offset is committed only
 * when every record before it is done. What is done beyond goes with the commit (see {@link SettledBeyond}), so that
 * after a crash only what was in flight, or settled since the last commit, comes again.
 *
 * <pre>
 *   new ──start──▶ running ──close──▶ draining ──▶ closed
 *                   │  ▲
 *        Kafka fails│  │next try, with back-off
 *                   ▼  │
 *                  failing            handler fails ──▶ stopped (liveness says so, nothing is committed)
 * </pre>
 *
 * <p>Records and bytes in flight are bounded; beyond that the partitions are paused while polling goes on. A record
 * whose time has not come (see {@link Gate}) pauses its own partition only.
 */
public final class RecordConsumer {
    private static final Logger LOG = Logger.getLogger(RecordConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_WHILE_PAUSED = Duration.ofMillis(5);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);
    private static final Duration COMMITTED_TIMEOUT = Duration.ofSeconds(5);
    private static final long PARK_NANOS = Duration.ofMillis(5).toNanos();

    private final Settings settings;
    private final Map<String, Object> kafka;
    private final Handler handler;
    private final Gate gate;
    private final Assignment assignment;
    private final InstantSource time;
    private final Thread thread;

    private final Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
    private final Map<TopicPartition, Instant> gated = new HashMap<>();
    private final AtomicInteger recordsInFlight = new AtomicInteger();
    private final AtomicLong bytesInFlight = new AtomicLong();
    private boolean full;
    private Instant nextCommit = Instant.MIN;

    private volatile boolean started;
    private volatile boolean closing;
    private volatile @Nullable Throwable stopped;
    private volatile @Nullable String failure;
    private volatile Instant lastGoodPoll;

    /**
     * How a consumer behaves.
     *
     * @param name of its thread and in its messages
     * @param group consumer group
     * @param topics to subscribe to
     * @param maxRecords most records in flight
     * @param maxBytes most bytes of record values in flight; a single larger record still passes
     * @param config of the platform
     */
    public record Settings(
            String name,
            String group,
            Collection<String> topics,
            int maxRecords,
            long maxBytes,
            PlatformConfig config) {}

    /** What is done with a record. */
    @FunctionalInterface
    public interface Handler {
        /** Completes when the record needs nothing more. A failure stops the consumer: it means a bug. */
        Uni<Void> handle(ConsumerRecord<byte[], byte[]> record);
    }

    /** Holds back records whose time has not come; later records of the partition stay behind them. */
    @FunctionalInterface
    public interface Gate {
        /** Lets everything through. */
        Gate OPEN = record -> Instant.MIN;

        /** When the record may be handed over. */
        Instant opensAt(ConsumerRecord<byte[], byte[]> record);
    }

    /** Hears which partitions the consumer has; called on the polling thread. */
    public interface Assignment {
        /** Does not care. */
        Assignment UNHEARD = new Assignment() {
            @Override
            public void gained(Collection<TopicPartition> partitions) {}

            @Override
            public void lost(Collection<TopicPartition> partitions) {}
        };

        /**
         * Partitions came; no record of them is handed over before this returns.
         *
         * @throws KafkaException if they cannot be taken over; the consumer then tries again from the start
         */
        void gained(Collection<TopicPartition> partitions);

        /** Partitions went, and nothing of them is committed any more. */
        void lost(Collection<TopicPartition> partitions);
    }

    /** A consumer that is not started yet. */
    public RecordConsumer(
            Settings settings, Map<String, Object> kafka, Handler handler, Gate gate, InstantSource time) {
        this(settings, kafka, handler, gate, Assignment.UNHEARD, time);
    }

    /** A consumer that is not started yet, and tells which partitions it has. */
    public RecordConsumer(
            Settings settings,
            Map<String, Object> kafka,
            Handler handler,
            Gate gate,
            Assignment assignment,
            InstantSource time) {
        this.settings = settings;
        this.kafka = consumerConfig(settings, kafka);
        this.handler = handler;
        this.gate = gate;
        this.assignment = assignment;
        this.time = time;
        this.lastGoodPoll = time.instant();
        this.thread = new Thread(this::run, settings.name());
    }

    private static Map<String, Object> consumerConfig(Settings settings, Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put("group.id", settings.group());
        config.put("client.id", settings.config().instance() + "-" + settings.name());
        config.put("key.deserializer", ByteArrayDeserializer.class.getName());
        config.put("value.deserializer", ByteArrayDeserializer.class.getName());
        config.put("enable.auto.commit", "false");
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        config.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        config.putIfAbsent("session.timeout.ms", "10000");
        config.putIfAbsent("heartbeat.interval.ms", "3000");
        config.putIfAbsent("max.poll.records", "256");
        config.putIfAbsent("fetch.max.bytes", Integer.toString(16 * 1024 * 1024));
        return config;
    }

    /** Starts polling on a thread of its own. */
    public void start() {
        started = true;
        thread.start();
    }

    /** Stops taking records, waits for those in flight up to the drain timeout, commits and leaves the group. */
    public void close() throws InterruptedException {
        closing = true;
        LockSupport.unpark(thread);
        thread.join(settings.config().drainTimeout().plusSeconds(10).toMillis());
    }

    /** Why the consumer cannot work at the moment, empty while it can. */
    public Optional<String> failure() {
        Throwable bug = stopped;
        return bug == null ? Optional.ofNullable(failure) : Optional.of("stopped by " + bug);
    }

    /** Whether it will not recover by itself: stopped by a bug, or without a good poll for too long. */
    public boolean isDead() {
        return stopped != null
                || (started
                        && !closing
                        && lastGoodPoll.plus(settings.config().stalledAfter()).isBefore(time.instant()));
    }

    /** Records taken and not yet done. */
    public int recordsInFlight() {
        return recordsInFlight.get();
    }

    private void run() {
        while (!closing && stopped == null) {
            try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(kafka)) {
                opened.subscribe(settings.topics(), new Rebalance(opened));
                consume(opened);
                drain(opened);
            } catch (KafkaException e) {
                LOG.warnf(e, "%s: Kafka failed, trying again in %s", settings.name(), BACK_OFF);
                failure = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                stopped = e;
                LOG.errorf(e, "%s: stopped by a bug; restart the instance and report this", settings.name());
            } finally {
                progress.clear();
                gated.clear();
            }
            if (!closing && stopped == null) {
                LockSupport.parkNanos(BACK_OFF.toNanos());
            }
        }
    }

    private void consume(KafkaConsumer<byte[], byte[]> kafkaConsumer) {
        while (!closing && stopped == null) {
            boolean paused = pauseAndResume(kafkaConsumer);
            ConsumerRecords<byte[], byte[]> records = kafkaConsumer.poll(paused ? POLL_WHILE_PAUSED : POLL);
            lastGoodPoll = time.instant();
            failure = null;
            for (TopicPartition partition : records.partitions()) {
                take(kafkaConsumer, partition, records.records(partition));
            }
            if (!lastGoodPoll.isBefore(nextCommit)) {
                nextCommit = lastGoodPoll.plus(settings.config().commitInterval());
                commit(kafkaConsumer, progress.keySet(), false);
            }
        }
    }

    private void take(
            KafkaConsumer<byte[], byte[]> kafkaConsumer,
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records) {
        PartitionProgress partitionProgress = progress.computeIfAbsent(partition, p -> new PartitionProgress());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Instant opensAt = gate.opensAt(record);
            if (opensAt.isAfter(time.instant())) {
                kafkaConsumer.seek(partition, record.offset());
                kafkaConsumer.pause(Set.of(partition));
                gated.put(partition, opensAt);
                return;
            }
            Entry entry = partitionProgress.begin(record.offset());
            if (partitionProgress.isSettled(record.offset())) {
                entry.done();
            } else {
                handOver(record, entry);
            }
        }
    }

    private void handOver(ConsumerRecord<byte[], byte[]> record, Entry entry) {
        int bytes = Math.max(record.serializedValueSize(), 0);
        recordsInFlight.incrementAndGet();
        bytesInFlight.addAndGet(bytes);
        Uni.createFrom()
                .deferred(() -> handler.handle(record))
                .subscribe()
                .with(
                        done -> {
                            entry.done();
                            leave(bytes);
                        },
                        bug -> {
                            leave(bytes);
                            stop(record, bug);
                        });
    }

    private void leave(int bytes) {
        recordsInFlight.decrementAndGet();
        bytesInFlight.addAndGet(-bytes);
    }

    private void stop(ConsumerRecord<byte[], byte[]> record, Throwable bug) {
        stopped = bug;
        LOG.errorf(
                bug,
                "%s: stopped, and nothing from %s-%d offset %d on is committed; restart the instance and report this",
                settings.name(),
                record.topic(),
                record.partition(),
                record.offset());
    }

    /** Keeps the partitions paused that should be; says whether all are because too much is in flight. */
    private boolean pauseAndResume(KafkaConsumer<byte[], byte[]> kafkaConsumer) {
        Instant now = time.instant();
        gated.values().removeIf(opensAt -> !opensAt.isAfter(now));
        int threshold = full ? settings.maxRecords() * 3 / 4 : settings.maxRecords();
        full = recordsInFlight.get() >= threshold || bytesInFlight.get() >= settings.maxBytes();
        Set<TopicPartition> wanted = full ? kafkaConsumer.assignment() : gated.keySet();
        Set<TopicPartition> paused = kafkaConsumer.paused();
        if (!paused.equals(wanted)) {
            Set<TopicPartition> resume = new HashSet<>(paused);
            resume.removeAll(wanted);
            kafkaConsumer.resume(resume);
            kafkaConsumer.pause(wanted);
        }
        return full;
    }

    private void commit(
            KafkaConsumer<byte[], byte[]> kafkaConsumer, Collection<TopicPartition> partitions, boolean sync) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            PartitionProgress partitionProgress = progress.get(partition);
            if (partitionProgress != null) {
                partitionProgress
                        .committable()
                        .ifPresent(commit ->
                                offsets.put(partition, new OffsetAndMetadata(commit.offset(), commit.beyond())));
            }
        }
        if (offsets.isEmpty()) {
            return;
        }
        if (sync) {
            kafkaConsumer.commitSync(offsets);
            committed(offsets);
        } else {
            kafkaConsumer.commitAsync(offsets, (sent, e) -> {
                if (e == null) {
                    committed(sent);
                } else {
                    LOG.warnf("%s: commit failed, the next one covers it: %s", settings.name(), e.getMessage());
                }
            });
        }
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            PartitionProgress partitionProgress = progress.get(partition);
            if (partitionProgress != null) {
                partitionProgress.committed(new Commit(offset.offset(), offset.metadata()));
            }
        });
    }

    /** Polls on without taking anything until nothing is in flight or the time is up, then commits. */
    private void drain(KafkaConsumer<byte[], byte[]> kafkaConsumer) {
        if (stopped != null) {
            return;
        }
        Instant deadline = time.instant().plus(settings.config().drainTimeout());
        while (recordsInFlight.get() > 0 && time.instant().isBefore(deadline)) {
            kafkaConsumer.pause(kafkaConsumer.assignment());
            kafkaConsumer.poll(POLL_WHILE_PAUSED);
            commit(kafkaConsumer, progress.keySet(), false);
        }
        int left = recordsInFlight.get();
        if (left > 0) {
            LOG.warnf(
                    "%s: %d records were not settled in time and will be delivered by another instance",
                    settings.name(), left);
        }
        commit(kafkaConsumer, progress.keySet(), true);
    }

    /** Settles what it can of the partitions that leave; runs on the polling thread. */
    private final class Rebalance implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> kafkaConsumer;

        private Rebalance(KafkaConsumer<byte[], byte[]> kafkaConsumer) {
            this.kafkaConsumer = kafkaConsumer;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Instant deadline = time.instant().plus(settings.config().revokeTimeout());
            while (!partitions.stream().allMatch(this::isIdle) && time.instant().isBefore(deadline)) {
                LockSupport.parkNanos(PARK_NANOS);
            }
            try {
                commit(kafkaConsumer, partitions, true);
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
            try {
                kafkaConsumer
                        .committed(Set.copyOf(partitions), COMMITTED_TIMEOUT)
                        .forEach(this::goOn);
            } catch (KafkaException e) {
                LOG.warnf(
                        "%s: what is settled beyond the committed offsets cannot be read, it will repeat: %s",
                        settings.name(), e.getMessage());
            }
            assignment.gained(partitions);
        }

        private void goOn(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
            if (committed != null) {
                progress.put(partition, PartitionProgress.after(new Commit(committed.offset(), committed.metadata())));
            }
        }

        private boolean isIdle(TopicPartition partition) {
            PartitionProgress partitionProgress = progress.get(partition);
            return partitionProgress == null || partitionProgress.isIdle();
        }

        private void forget(Collection<TopicPartition> partitions) {
            progress.keySet().removeAll(partitions);
            gated.keySet().removeAll(partitions);
            assignment.lost(partitions);
        }
    }
}
