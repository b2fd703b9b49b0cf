package dev.hearken.registry.deliverylog;

import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.topic.Topics;
import dev.hearken.registry.deliverylog.DeliveryLogMetrics.Skipped;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads attempts in batches; an offset is committed when the database has what came before it. While Kafka or
 * PostgreSQL is away it starts over from there, and the log lags. Several instances share the topic's partitions.
 */
@Singleton
final class AttemptConsumer {
    private static final Logger LOG = Logger.getLogger(AttemptConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(15);
    private static final int MAX_BATCH = 5000;

    /** A broker gathers this much, but no longer than this, so that quiet times make few and small transactions. */
    private static final String FETCH_BYTES = "65536";

    private static final String FETCH_WAIT_MILLIS = "200";

    private static final byte[] NOTHING = new byte[0];

    private final Map<String, Object> kafka;
    private final int batchSize;
    private final DeliveryLog log;
    private final DeliveryLogMetrics metrics;
    private final Thread thread = new Thread(this::run, "delivery-log");
    private Duration backOff = FIRST_BACK_OFF;
    private volatile boolean stopped;

    AttemptConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            DeliveryLogConfig config,
            DeliveryLog log,
            DeliveryLogMetrics metrics) {
        this.batchSize = Math.max(1, Math.min(MAX_BATCH, config.batchSize()));
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.CLIENT_ID_CONFIG, "hearken-registry-delivery-log");
        this.kafka.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        this.kafka.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        this.kafka.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "3000");
        this.kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchSize);
        this.kafka.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES);
        this.kafka.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        this.log = log;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent start) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join(POLL.multipliedBy(4).toMillis());
    }

    private void run() {
        while (!stopped) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(Topics.ATTEMPTS));
                read(consumer);
            } catch (RuntimeException e) {
                if (!stopped) {
                    LOG.warnf("delivery log: nothing is lost, trying again in %s: %s", backOff, e);
                    LockSupport.parkNanos(backOff.toNanos());
                    backOff = backOff.compareTo(MAX_BACK_OFF) < 0 ? backOff.multipliedBy(2) : MAX_BACK_OFF;
                }
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        while (!stopped) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                write(records);
                consumer.commitSync();
                backOff = FIRST_BACK_OFF;
            }
            metrics.lag(consumer.assignment().stream()
                    .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                    .sum());
        }
    }

    /** A bundle makes many rows of one record: they are written as soon as there are enough for a transaction. */
    private void write(ConsumerRecords<byte[], byte[]> records) {
        List<AttemptRecord> batch = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            List<AttemptRecord> said = decode(record.value() == null ? NOTHING : record.value());
            batch.addAll(said);
            if (said.isEmpty()) {
                metrics.skipped(Skipped.UNDECODABLE, 1);
                LOG.warnf(
                        "delivery log: passed over %s-%d offset %d: no record of this version",
                        record.topic(), record.partition(), record.offset());
            }
            if (batch.size() >= batchSize) {
                log.write(List.copyOf(batch));
                batch.clear();
            }
        }
        log.write(batch);
    }

    /** What a record says: of one delivery, or of those that wait in a bundle. */
    private static List<AttemptRecord> decode(byte[] value) {
        return DeliveryJson.read(value, AttemptRecord.class)
                .map(List::of)
                .or(() -> DeliveryJson.read(value, Bundle.class).map(Bundle::standings))
                .orElseGet(List::of);
    }
}
