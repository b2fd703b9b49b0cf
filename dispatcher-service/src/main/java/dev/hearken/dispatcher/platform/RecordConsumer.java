package dev.hearken.dispatcher.platform;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

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
 * <p>Records and bytes in flight are bounded, and so is what was taken a moment ago (see {@link FreshRecords}); beyond
 * that the partitions are paused while polling goes on. A record whose time has not come (see {@link Gate}) pauses its
 * own partition only.
 */
public final class RecordConsumer {
    private static final Logger LOG = Logger.getLogger(RecordConsumer.class);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);

    private final Settings settings;
    private final Map<String, Object> kafka;
    private final Role role;
    private final InstantSource time;
    private final ConsumerState state;
    private final Thread thread;

    /**
     * How a consumer behaves.
     *
     * @param name of its thread and in its messages
     * @param group consumer group
     * @param topics to subscribe to
     * @param maxRecords most records in flight; also from which amount {@link Handler#underway} on none is taken
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

        /** How much is under way of what records lead to; bounded as the records are. */
        default int underway() {
            return 0;
        }
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

    /** What its user makes of it. */
    record Role(Handler handler, Gate gate, Assignment assignment) {}

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
        this.role = new Role(handler, gate, assignment);
        this.time = time;
        this.state = new ConsumerState();
        this.thread = new Thread(this::run, settings.name());
    }

    private static Map<String, Object> consumerConfig(Settings settings, Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put("group.id", settings.group());
        config.put("client.id", settings.config().instance() + "-" + settings.name());
        config.put("key.deserializer", ByteArrayDeserializer.class.getName());
        config.put("value.deserializer", ByteArrayDeserializer.class.getName());
        config.put("enable.auto.commit", "false");
        // Also who has no offset begins at the beginning, but never unawares: see GroupReader.
        config.put("auto.offset.reset", "none");
        config.put("isolation.level", "read_committed");
        config.put("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        config.putIfAbsent("session.timeout.ms", "10000");
        config.putIfAbsent("heartbeat.interval.ms", "3000");
        // What one poll brings is handed over whole, however much it leads to.
        config.putIfAbsent("max.poll.records", "64");
        config.putIfAbsent("fetch.max.bytes", Integer.toString(16 * 1024 * 1024));
        return config;
    }

    /** How long the group waits for a member that says nothing. */
    private Duration session() {
        return Duration.ofMillis(Long.parseLong(String.valueOf(kafka.get("session.timeout.ms"))));
    }

    /** Starts polling on a thread of its own. */
    public void start() {
        state.started();
        thread.start();
    }

    /** Stops taking records, waits for those in flight up to the drain timeout, commits and leaves the group. */
    public void close() throws InterruptedException {
        state.closing();
        LockSupport.unpark(thread);
        thread.join(settings.config().drainTimeout().plusSeconds(10).toMillis());
    }

    /** Why the consumer cannot work at the moment, empty while it can. */
    public Optional<String> failure() {
        return state.failure();
    }

    /**
     * Whether it will not recover by itself: stopped by a bug, or without a good poll for too long though the brokers
     * are there.
     */
    public boolean isDead() {
        return state.isDead(settings.config().stalledAfter());
    }

    /** Records taken and not yet done. */
    public int recordsInFlight() {
        return state.recordsInFlight();
    }

    /** Records that Kafka had deleted before they were read. */
    public long recordsSkipped() {
        return state.skipped();
    }

    /** Whether the brokers cannot be reached, or cannot do it now; then nothing is wrong here. */
    private static boolean isAway(KafkaException failure) {
        return failure instanceof RetriableException
                || (failure.getCause() instanceof ConfigException unusable && isUnresolved(unusable));
    }

    /** No address of the brokers has a name that can be resolved: what they are called may come back with them. */
    private static boolean isUnresolved(ConfigException unusable) {
        return String.valueOf(unusable.getMessage()).startsWith("No resolvable bootstrap urls");
    }

    private void run() {
        while (state.goesOn()) {
            try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(kafka)) {
                new GroupReader(opened, settings, session(), role, state, time).read();
            } catch (KafkaException e) {
                LOG.warnf(e, "%s: Kafka failed, trying again in %s", settings.name(), BACK_OFF);
                state.failed(e.getMessage());
                if (isAway(e)) {
                    state.waits();
                }
            } catch (RuntimeException e) {
                state.stop(e);
                LOG.errorf(e, "%s: stopped by a bug; restart the instance and report this", settings.name());
            }
            if (state.goesOn()) {
                LockSupport.parkNanos(BACK_OFF.toNanos());
            }
        }
    }
}
