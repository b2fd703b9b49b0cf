package dev.hearken.dispatcher.cancellation;

import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.model.delivery.Cancellation;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
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
import org.jboss.logging.Logger;

/**
 * Reads the whole topic of cancellations, and then on, without a consumer group: every instance sees every record.
 * Loaded means: it has passed the end offsets that it saw at its start.
 */
@Singleton
public class CancellationConsumer {
    private static final Logger LOG = Logger.getLogger(CancellationConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);

    private final Map<String, Object> kafka;
    private final Cancellations cancellations;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "cancellations");
    private volatile boolean closing;

    CancellationConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Cancellations cancellations,
            InstanceName instance) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.remove("group.id");
        this.kafka.put("client.id", instance + "-cancellations");
        this.kafka.put("key.deserializer", ByteArrayDeserializer.class.getName());
        this.kafka.put("value.deserializer", ByteArrayDeserializer.class.getName());
        this.kafka.put("enable.auto.commit", "false");
        this.kafka.put("auto.offset.reset", "earliest");
        this.cancellations = cancellations;
    }

    /** Starts reading on a thread of its own. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until all are known that there were at the start. */
    public void awaitLoaded() throws InterruptedException {
        loaded.await();
    }

    /** Stops reading. */
    public void close() throws InterruptedException {
        closing = true;
        thread.join(POLL.plus(BACK_OFF).toMillis());
    }

    private void run() {
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka)) {
                read(consumer);
            } catch (KafkaException e) {
                LOG.warnf("cancellations: Kafka failed, trying again in %s: %s", BACK_OFF, e.getMessage());
                LockSupport.parkNanos(BACK_OFF.toNanos());
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CANCELLATIONS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                hear(record);
            }
            if (loaded.getCount() > 0
                    && partitions.stream()
                            .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L))) {
                loaded.countDown();
            }
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        Optional.ofNullable(record.value())
                .flatMap(value -> DeliveryJson.read(value, Cancellation.class))
                .ifPresentOrElse(
                        cancellations::add,
                        () -> LOG.warnf(
                                "cancellations: passed over offset %d: no record of this version", record.offset()));
    }
}
