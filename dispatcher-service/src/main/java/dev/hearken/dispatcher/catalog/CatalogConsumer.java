package dev.hearken.dispatcher.catalog;

import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.model.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the whole catalog topic, and then on, without a consumer group: every instance sees every record. Loaded means:
 * it has passed the end offsets that it saw at its start.
 */
@ApplicationScoped
public class CatalogConsumer {
    private static final Logger LOG = Logger.getLogger(CatalogConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);

    private final Map<String, Object> kafka;
    private final Catalog catalog;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "catalog");
    private volatile boolean closing;

    CatalogConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka, Catalog catalog, InstanceName instance) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.remove("group.id");
        this.kafka.put("client.id", instance + "-catalog");
        this.kafka.put("key.deserializer", StringDeserializer.class.getName());
        this.kafka.put("value.deserializer", ByteArrayDeserializer.class.getName());
        this.kafka.put("enable.auto.commit", "false");
        this.kafka.put("isolation.level", "read_committed");
        this.catalog = catalog;
    }

    /** Starts reading on a thread of its own. */
    public void start() {
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

    /** Stops reading; the last snapshot stays in force. */
    public void close() throws InterruptedException {
        closing = true;
        thread.join(POLL.plus(BACK_OFF).toMillis());
    }

    private void run() {
        while (!closing) {
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka)) {
                read(consumer);
            } catch (KafkaException e) {
                LOG.warnf(e, "catalog: Kafka failed, the last snapshot stays in force; trying again in %s", BACK_OFF);
                LockSupport.parkNanos(BACK_OFF.toNanos());
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CATALOG).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        catalog.restart();
        boolean complete = false;
        while (!closing) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                catalog.apply(record.key(), record.value());
            }
            complete = complete
                    || partitions.stream()
                            .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            if (complete) {
                catalog.publish();
            }
            if (complete && !isLoaded()) {
                LOG.infof("catalog: loaded %d listeners", catalog.current().size());
                loaded.countDown();
            }
        }
    }
}
