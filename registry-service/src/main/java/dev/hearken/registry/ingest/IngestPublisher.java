package dev.hearken.registry.ingest;

import dev.hearken.registry.platform.TopicPublisher;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes events to their topics and waits until all in-sync replicas have them. */
@Singleton
class IngestPublisher {
    private static final Logger LOG = Logger.getLogger(IngestPublisher.class);
    private static final int ROOM_FOR_HEADERS = 64 * 1024;
    private static final int MAX_BODY = 2 * 1024 * 1024;

    private final IngestConfig config;
    private final TopicPublisher publisher;

    IngestPublisher(IngestConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        if (config.ackTimeout().compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalStateException(
                    "registry.ingest.ack-timeout must be at least one second, not " + config.ackTimeout());
        }
        this.publisher = new TopicPublisher(
                kafka,
                new TopicPublisher.Settings(
                        "hearken-registry-ingest",
                        config.ackTimeout(),
                        MAX_BODY + ROOM_FOR_HEADERS,
                        Math.max(config.maxBytes().asLongValue(), 2L * MAX_BODY)));
    }

    /** A record and where it belongs. */
    record Entry(InboundRecord record, InboundDecoder.Placed place) {}

    /** What became of records. */
    sealed interface Publication {
        /** Case analysis. */
        <T> T fold(Supplier<T> confirmed, Supplier<T> unconfirmed, Supplier<T> tooLarge);

        /** The brokers have all of them. */
        record Confirmed() implements Publication {
            @Override
            public <T> T fold(Supplier<T> confirmed, Supplier<T> unconfirmed, Supplier<T> tooLarge) {
                return confirmed.get();
            }
        }

        /** Nobody knows which of them the brokers have or will have. */
        record Unconfirmed() implements Publication {
            @Override
            public <T> T fold(Supplier<T> confirmed, Supplier<T> unconfirmed, Supplier<T> tooLarge) {
                return unconfirmed.get();
            }
        }

        /** One is larger than its topic takes. */
        record TooLarge() implements Publication {
            @Override
            public <T> T fold(Supplier<T> confirmed, Supplier<T> unconfirmed, Supplier<T> tooLarge) {
                return tooLarge.get();
            }
        }
    }

    /** Publishes the records, in their order where the key is the same. Takes little longer than the timeout. */
    Publication publish(List<Entry> entries) {
        long deadline = System.nanoTime() + config.ackTimeout().toNanos();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(entries.size());
            for (Entry entry : entries) {
                sent.add(publisher.send(record(entry)));
                if (System.nanoTime() > deadline) {
                    return new Publication.Unconfirmed();
                }
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            return new Publication.Confirmed();
        } catch (ExecutionException e) {
            return outcome(e.getCause());
        } catch (TimeoutException | KafkaException e) {
            return outcome(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Publication.Unconfirmed();
        }
    }

    private static Publication outcome(@Nullable Throwable failure) {
        if (failure instanceof RecordTooLargeException) {
            return new Publication.TooLarge();
        }
        LOG.debugf("Events are not confirmed: %s", failure);
        return new Publication.Unconfirmed();
    }

    private ProducerRecord<String, byte[]> record(Entry entry) {
        String topic = entry.place().aboutTask() ? config.tasksTopic() : config.executionsTopic();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                topic, entry.place().executionId(), entry.record().value());
        entry.record()
                .headers()
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    @PreDestroy
    void close() {
        publisher.close();
    }
}
