package dev.hearken.dispatcher;

import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.test.TestBackends;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of the broker that the tests share, as one who is no dispatcher writes and reads them. */
public final class TestTopics {
    private TestTopics() {}

    /** Writes a record; it is there when this returns. */
    public static void send(String topic, String key, byte[] value) {
        send(new ProducerRecord<>(topic, bytes(key), value));
    }

    /** Writes a record; it is there when this returns. */
    public static void send(ProducerRecord<byte[], byte[]> record) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers(), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record);
        }
    }

    /** Everything that the topics hold now, each partition in its order. */
    public static List<ConsumerRecord<byte[], byte[]>> records(String... topics) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(topics).stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition())))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    /** Those values of the topic that are of this type. */
    public static <T extends Record> List<T> values(String topic, Class<T> type) {
        return records(topic).stream()
                .flatMap(record ->
                        Optional.ofNullable(record.value()).flatMap(value -> DeliveryJson.read(value, type)).stream())
                .toList();
    }

    /** The text in UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
