package dev.hearken.registry.platform;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * Writes records and tells when all in-sync replicas have them. It connects at the first record, so that a registry
 * starts without Kafka.
 */
public final class TopicPublisher implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Map<String, Object> settings;
    private @Nullable KafkaProducer<String, byte[]> producer;

    /**
     * How it writes.
     *
     * @param clientId its name at the brokers
     * @param timeout how long the brokers may take to confirm a record
     * @param maxRecordBytes largest record
     * @param bufferBytes most bytes that are not confirmed yet
     */
    public record Settings(String clientId, Duration timeout, int maxRecordBytes, long bufferBytes) {}

    /**
     * A publisher that is not connected yet.
     *
     * @param kafka where the brokers are, and whatever else holds for all clients
     */
    public TopicPublisher(Map<String, Object> kafka, Settings settings) {
        String timeout = Long.toString(settings.timeout().toMillis());
        this.settings = new HashMap<>(kafka);
        this.settings.put(ProducerConfig.CLIENT_ID_CONFIG, settings.clientId());
        this.settings.put(ProducerConfig.ACKS_CONFIG, "all");
        this.settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        this.settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        this.settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        this.settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        this.settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        this.settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(settings.maxRecordBytes()));
        this.settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(settings.bufferBytes()));
    }

    /**
     * Sends a record; what it answers completes when the brokers have it, or fails.
     *
     * @throws KafkaException if there is no room for it, or no broker
     */
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> topicRecord) {
        return open().send(topicRecord);
    }

    /** Sends a record; completes when the brokers have it, or with the {@link KafkaException} that is in the way. */
    public CompletionStage<Void> publish(String topic, String key, byte[] value) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            var unused = open().send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private synchronized KafkaProducer<String, byte[]> open() {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }
}
