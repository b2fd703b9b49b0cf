package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.listener.Listener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The catalog topic as a dispatcher sees it, and as somebody who should not write to it does. */
public final class CatalogTopicReader {
    private static final String TOPIC = "hearken.catalog";

    private final String bootstrapServers;

    public CatalogTopicReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** All values of a key so far, in order; an empty one is a tombstone. */
    List<Optional<String>> values(String key) {
        List<Optional<String>> values = new ArrayList<>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = new HashMap<>(consumer.endOffsets(partitions));
            while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(record.key())) {
                        values.add(Optional.ofNullable(record.value()));
                    }
                }
            }
        }
        return values;
    }

    /** The last value of a key; empty if there is none, or a tombstone. */
    public Optional<String> last(String key) {
        List<Optional<String>> values = values(key);
        return values.isEmpty() ? Optional.empty() : values.get(values.size() - 1);
    }

    /** Writes without asking the registry. */
    void write(String key, String value) throws Exception {
        writeAll(List.of(key), value);
    }

    /** The same for many keys. */
    void writeAll(List<String> keys, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            keys.forEach(key -> sent.add(producer.send(new ProducerRecord<>(TOPIC, key, value))));
            for (Future<RecordMetadata> written : sent) {
                written.get();
            }
        }
    }

    /** The listener that a record holds; empty if it cannot be read. */
    static Optional<Listener> listener(String key, String value) {
        return CatalogRecord.read(CatalogKey.parse(key).orElseThrow(), bytes(value))
                .fold(
                        Optional::of,
                        variable -> Optional.empty(),
                        secret -> Optional.empty(),
                        reason -> Optional.empty());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
