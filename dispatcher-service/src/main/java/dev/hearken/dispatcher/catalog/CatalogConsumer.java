package dev.hearken.dispatcher.catalog;

import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.dispatcher.platform.TopicIdentity;
import dev.hearken.model.catalog.CatalogMark;
import dev.hearken.model.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole catalog topic, and then on, without a consumer group: every instance sees every record. Loaded means:
 * it has passed the end offsets that it saw at its start, the topic shows the whole catalog, and the key ring fits.
 *
 * <p>A topic that was emptied or made anew is read from its beginning. What it does not show is gone only when the
 * registry's {@link CatalogMark} says that it shows everything; until then it stays in force.
 */
@Singleton
public class CatalogConsumer {
    private static final Logger LOG = Logger.getLogger(CatalogConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);

    private final Map<String, Object> broker;
    private final Map<String, Object> kafka;
    private final Catalog catalog;
    private final InstantSource time;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "catalog");
    private volatile boolean beginner;
    private volatile boolean closing;
    private volatile Optional<String> doubt = Optional.empty();

    CatalogConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Catalog catalog,
            InstanceName instance,
            InstantSource time) {
        this.broker = new HashMap<>(kafka);
        this.broker.put("client.id", instance + "-catalog");
        this.kafka = new HashMap<>(broker);
        this.kafka.remove("group.id");
        this.kafka.put("key.deserializer", StringDeserializer.class.getName());
        this.kafka.put("value.deserializer", ByteArrayDeserializer.class.getName());
        this.kafka.put("enable.auto.commit", "false");
        this.kafka.put("isolation.level", "read_committed");
        this.kafka.put("allow.auto.create.topics", "false");
        // The answer where the topic ends waits behind a fetch that waits for records.
        this.kafka.put("fetch.max.wait.ms", "100");
        // A position that the topic does not have is another topic's: begin again, never skip to the end.
        this.kafka.put("auto.offset.reset", "none");
        this.catalog = catalog;
        this.time = time;
    }

    /**
     * Starts reading on a thread of its own.
     *
     * @param firstEver no dispatcher has worked here before, so a catalog that the registry has not yet published
     *     completely is none that was lost
     */
    public void start(boolean firstEver) {
        beginner = firstEver;
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until the catalog is complete. */
    public void awaitLoaded() throws InterruptedException {
        loaded.await();
    }

    /** Whether the catalog is complete. */
    public boolean isLoaded() {
        return loaded.getCount() == 0;
    }

    /** What is wrong with the topic or the keys, a sentence for the operator. */
    public Optional<String> doubt() {
        return doubt;
    }

    /** Whether reading has ended although nobody asked for it. */
    public boolean isDead() {
        return thread.getState() == Thread.State.TERMINATED && !closing;
    }

    /** Stops reading; the last snapshot stays in force. */
    public void close() throws InterruptedException {
        closing = true;
        thread.join(POLL.plus(BACK_OFF).toMillis());
    }

    private void run() {
        while (!closing) {
            try (TopicIdentity topic = new TopicIdentity(broker, Topics.CATALOG, time);
                    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka)) {
                read(topic, new Reading(consumer, catalog));
            } catch (KafkaException e) {
                LOG.warnf(e, "catalog: Kafka failed, the last snapshot stays in force; trying again in %s", BACK_OFF);
                LockSupport.parkNanos(BACK_OFF.toNanos());
            }
        }
    }

    private void read(TopicIdentity topic, Reading reading) {
        catalog.restart();
        while (!closing && !topic.hasChanged()) {
            reading.poll();
            if (reading.isAtEnd()) {
                if (reading.isWhole()) {
                    catalog.dropUnseen();
                }
                catalog.publish();
                judge(reading);
                catalog.readOn();
            }
        }
    }

    private void judge(Reading reading) {
        Optional<String> now = doubt(reading);
        if (!now.equals(doubt)) {
            now.ifPresentOrElse(
                    text -> LOG.errorf("catalog: %s", text),
                    () -> LOG.infof(
                            "catalog: complete, %d listeners", catalog.current().size()));
        }
        doubt = now;
        if (!isLoaded() && now.isEmpty()) {
            LOG.infof("catalog: loaded %d listeners", catalog.current().size());
            loaded.countDown();
        }
    }

    private Optional<String> doubt(Reading reading) {
        if (!reading.isWhole() && (isLoaded() ? catalog.unseen() > 0 : !beginner)) {
            return Optional.of(
                    "the topic " + Topics.CATALOG + " does not show the whole catalog: was it emptied or made"
                            + " anew? What is known stays in force until the registry has published everything");
        }
        if (!isLoaded() && catalog.current().opensNoKey()) {
            return Optional.of("the key ring opens none of the listeners' signing keys: dispatcher.secret.key-ring must"
                    + " hold the keys of the registry's");
        }
        return Optional.empty();
    }

    /** One reading of the topic, from its beginning. */
    private static final class Reading {
        private final KafkaConsumer<String, byte[]> consumer;
        private final Catalog catalog;
        private final List<TopicPartition> partitions;
        private Map<TopicPartition, Long> ends;
        private boolean atEnd;
        private boolean marked;

        Reading(KafkaConsumer<String, byte[]> consumer, Catalog catalog) {
            this.consumer = consumer;
            this.catalog = catalog;
            this.partitions = consumer.partitionsFor(Topics.CATALOG).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("the topic " + Topics.CATALOG + " does not exist");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            this.ends = consumer.endOffsets(partitions);
        }

        /** What records say is worked out by all processors: until it has been, no event is taken. */
        void poll() {
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            consumer.poll(POLL).forEach(records::add);
            records.parallelStream().map(this::change).toList().forEach(Runnable::run);
            atEnd = atEnd || isPast(ends);
        }

        private Runnable change(ConsumerRecord<String, byte[]> record) {
            return CatalogMark.KEY.equals(record.key())
                    ? () -> mark(record.value())
                    : catalog.read(record.key(), record.value());
        }

        private void mark(byte @Nullable [] value) {
            if (!marked && value != null) {
                // What the mark speaks of may stand in partitions that are not read that far.
                marked = true;
                ends = consumer.endOffsets(partitions);
            }
        }

        private boolean isPast(Map<TopicPartition, Long> offsets) {
            return partitions.stream()
                    .allMatch(partition -> consumer.position(partition) >= offsets.getOrDefault(partition, 0L));
        }

        /** Whether it has been at the end that there was at the beginning. */
        boolean isAtEnd() {
            return atEnd;
        }

        /** Whether it has seen everything that the registry has. */
        boolean isWhole() {
            return marked && isPast(ends);
        }
    }
}
