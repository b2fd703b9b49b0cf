package dev.hearken.registry.replay;

import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The event topics as an engine writes them, and what the dispatchers are told to send. */
final class EventLog {
    private static final int PARTITION = 0;

    private final String bootstrapServers;

    EventLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Writes events {@code <execution>-0}, {@code -1}, … of one execution with this time; where they lie. */
    List<RecordMetadata> publish(String topic, String execution, int from, int to, Instant time)
            throws ExecutionException, InterruptedException {
        List<RecordMetadata> written = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                byte[] event = event(execution, i, time).getBytes(StandardCharsets.UTF_8);
                written.add(producer.send(new ProducerRecord<>(topic, PARTITION, time.toEpochMilli(), execution, event))
                        .get());
            }
        }
        return written;
    }

    private static String event(String execution, int number, Instant time) {
        return """
                {"specversion": "1.0", "type": "execution.succeeded", "source": "test", "id": "%1$s-%2$d", "time": "%3$s",
                 "data": {"workflow": {"name": "nightly"}, "execution": {"id": "%1$s"}, "metadata": {"number": %2$d}}}
                """.formatted(execution, number, time);
    }

    /** Lets retention take everything of a topic's partition before this offset. */
    void deleteBefore(String topic, long offset) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, PARTITION), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    /** What the dispatchers were told to send for this replay, in order. */
    List<Redelivery> redeliveries(String replay) {
        List<Redelivery> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.REDELIVERIES).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    DeliveryJson.read(record.value(), Redelivery.class)
                            .filter(redelivery -> replay.equals(redelivery.replay()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }
}
