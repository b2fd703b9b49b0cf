package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogMark;
import dev.hearken.model.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the catalog topic, each batch in a Kafka transaction. Opening one locks out every older one with the same
 * transactional id: what that still tries to write fails. After any failure a publisher is good for nothing but
 * {@link #close}.
 */
final class CatalogPublisher implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaProducer<String, byte[]> producer;

    private CatalogPublisher(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    /**
     * A record to publish.
     *
     * @param key its key
     * @param value its value, absent for a deletion
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(CatalogKey key, byte @Nullable [] value) {}

    /**
     * Opens a publisher, which takes over from all others.
     *
     * @param kafka how to reach Kafka, by Kafka's own names
     * @throws CatalogUnavailableException if no broker answers within ten seconds
     */
    static CatalogPublisher open(Map<String, Object> kafka, String transactionalId) {
        KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                settings(kafka, transactionalId), new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new CatalogPublisher(producer);
        } catch (KafkaException e) {
            producer.close(CLOSE_TIMEOUT);
            throw new CatalogUnavailableException("Kafka does not let the relay begin", e);
        }
    }

    private static Map<String, Object> settings(Map<String, Object> kafka, String transactionalId) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        settings.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "30000");
        return settings;
    }

    /**
     * Publishes all entries or none, and returns when the brokers have them.
     *
     * @throws CatalogUnavailableException if Kafka does not take them, or another publisher has taken over
     */
    void publish(List<Entry> entries) {
        send(entries.stream()
                .map(entry -> new ProducerRecord<>(Topics.CATALOG, entry.key().toString(), entry.value()))
                .toList());
    }

    /**
     * Says that everything that there is has been published.
     *
     * @throws CatalogUnavailableException as {@link #publish}
     */
    void mark() {
        send(List.of(new ProducerRecord<>(Topics.CATALOG, CatalogMark.KEY, CatalogMark.value())));
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<String, byte[]> record : records) {
                sent.add(producer.send(record));
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get();
            }
            producer.commitTransaction();
        } catch (KafkaException | ExecutionException e) {
            throw new CatalogUnavailableException("Kafka does not take the catalog's records", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogUnavailableException("the relay was told to stop", e);
        }
    }

    /** Gives up an open transaction; never waits longer than two seconds. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
