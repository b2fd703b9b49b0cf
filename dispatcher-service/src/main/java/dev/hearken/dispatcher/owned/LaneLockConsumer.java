package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole topic of lane locks, and then on, without a consumer group; after a failure it goes on where it was.
 */
@Singleton
public class LaneLockConsumer {
    private static final Logger LOG = Logger.getLogger(LaneLockConsumer.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);

    private final Map<String, Object> kafka;
    private final LaneLocks locks;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Queue<TakeOver> asked = new ConcurrentLinkedQueue<>();
    private final List<TakeOver> claimed = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "lane-locks");
    private volatile boolean closing;

    /** Somebody waits until everything was heard that counts of what others say. */
    private record TakeOver(Collection<Integer> partitions, CountDownLatch done) {}

    LaneLockConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka, LaneLocks locks, InstanceName instance) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.remove("group.id");
        this.kafka.put("client.id", instance + "-lane-locks");
        this.kafka.put("key.deserializer", StringDeserializer.class.getName());
        this.kafka.put("value.deserializer", ByteArrayDeserializer.class.getName());
        this.kafka.put("enable.auto.commit", "false");
        this.kafka.put("auto.offset.reset", "earliest");
        this.locks = locks;
    }

    /** Starts reading on a thread of its own. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops reading. */
    public void close() throws InterruptedException {
        closing = true;
        thread.join(POLL.plus(BACK_OFF).toMillis());
    }

    /** Takes partitions of {@code hearken.owned} over; false if what was said about them did not come in time. */
    boolean takeOver(Collection<Integer> partitions, Duration patience) throws InterruptedException {
        TakeOver takeOver = new TakeOver(partitions, new CountDownLatch(1));
        asked.add(takeOver);
        return takeOver.done().await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        while (!closing) {
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka)) {
                read(consumer);
            } catch (KafkaException e) {
                LOG.warnf("lane locks: Kafka failed, trying again in %s: %s", BACK_OFF, e.getMessage());
                LockSupport.parkNanos(BACK_OFF.toNanos());
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.OWNED_LANES).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        partitions.forEach(partition -> Optional.ofNullable(positions.get(partition))
                .ifPresentOrElse(
                        position -> consumer.seek(partition, position),
                        () -> consumer.seekToBeginning(Set.of(partition))));
        while (!closing) {
            claim(consumer, partitions);
            poll(consumer);
            answer();
        }
    }

    private void poll(KafkaConsumer<String, byte[]> consumer) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            hear(record);
            positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
    }

    /** Fences partitions when the fences before are known. */
    private void claim(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        if (asked.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!closing && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(consumer);
        }
        for (TakeOver next = asked.poll(); next != null; next = asked.poll()) {
            locks.claim(next.partitions());
            claimed.add(next);
        }
    }

    private void answer() {
        claimed.removeIf(takeOver -> {
            boolean holds = locks.holds(takeOver.partitions());
            if (holds) {
                locks.own(takeOver.partitions());
                takeOver.done().countDown();
            }
            return holds;
        });
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        Optional<String> writer = header(record, LaneLockPublisher.WRITER);
        Optional<String> partition = header(record, LaneLockPublisher.PARTITION);
        if (record.key() != null && writer.isPresent() && partition.isPresent()) {
            hear(record, writer.get(), Integer.parseInt(partition.get()));
        }
    }

    private void hear(ConsumerRecord<String, byte[]> record, String writer, int partition) {
        header(record, LaneLockPublisher.FENCE)
                .ifPresentOrElse(
                        number -> locks.heardFence(partition, writer, Long.parseLong(number)),
                        () -> locks.heard(record.key(), writer, partition, lock(record)));
    }

    private static @Nullable LaneLock lock(ConsumerRecord<String, byte[]> record) {
        return Optional.ofNullable(record.value())
                .flatMap(value -> DeliveryJson.read(value, LaneLock.class))
                .orElse(null);
    }

    private static Optional<String> header(ConsumerRecord<String, byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }
}
