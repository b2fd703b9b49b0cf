package dev.hearken.dispatcher.health;

import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.ListenerState;
import dev.hearken.model.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the whole topic of listener states, and then on, without a consumer group: every instance hears every other,
 * and its own word from before a restart.
 */
@Singleton
public class ListenerStateConsumer {
    private static final Logger LOG = Logger.getLogger(ListenerStateConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);

    private final Map<String, Object> kafka;
    private final ListenerHealth health;
    private final Thread thread = new Thread(this::run, "listener-state");
    private volatile boolean closing;

    ListenerStateConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ListenerHealth health,
            InstanceName instance) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.remove("group.id");
        this.kafka.put("client.id", instance + "-listener-state");
        this.kafka.put("auto.offset.reset", "earliest");
        this.kafka.put("key.deserializer", ByteArrayDeserializer.class.getName());
        this.kafka.put("value.deserializer", ByteArrayDeserializer.class.getName());
        this.kafka.put("enable.auto.commit", "false");
        this.health = health;
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

    private void run() {
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka)) {
                read(consumer);
            } catch (KafkaException e) {
                LOG.warnf("listener states: Kafka failed, trying again in %s: %s", BACK_OFF, e.getMessage());
                LockSupport.parkNanos(BACK_OFF.toNanos());
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.LISTENER_STATE).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Optional.ofNullable(record.value())
                        .flatMap(value -> DeliveryJson.read(value, ListenerState.class))
                        .ifPresent(health::heard);
            }
        }
    }
}
