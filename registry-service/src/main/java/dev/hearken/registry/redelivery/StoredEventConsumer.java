package dev.hearken.registry.redelivery;

import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.SourcePosition;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.topic.Topics;
import dev.hearken.registry.deliverylog.LoggedDelivery;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Looks up single records, without a group: an event where it lay, and the dead letter of a delivery, which is looked
 * for around the time when the delivery ended. Serves one request.
 */
final class StoredEventConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StoredEventConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** A record has the time of the last try to write it, the log that of its confirmation. */
    private static final Duration WRITTEN_BEFORE = Duration.ofMinutes(10);

    private static final Duration WRITTEN_AFTER = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Duration timeout;
    private final Map<String, Collection<TopicPartition>> topics = new HashMap<>();

    StoredEventConsumer(Map<String, Object> kafka, Duration timeout) {
        String millis = Long.toString(timeout.toMillis());
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "hearken-registry-stored-events");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        this.consumer =
                asked(() -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        this.timeout = timeout;
    }

    /**
     * The record that lies there, empty if the topic has it no longer.
     *
     * @throws ProblemException {@link ProblemType#KAFKA_UNAVAILABLE} if the brokers do not say so in time
     */
    Optional<SourceRecord> event(SourcePosition place) {
        return asked(() -> findEvent(place));
    }

    private Optional<SourceRecord> findEvent(SourcePosition place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        if (!partitions(place.topic()).contains(partition)) {
            return Optional.empty();
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        long deadline = deadline();
        try {
            while (consumer.position(partition) <= place.offset()) {
                List<ConsumerRecord<byte[], byte[]>> records =
                        consumer.poll(POLL).records(partition);
                if (!records.isEmpty()) {
                    return Optional.of(records.get(0))
                            .filter(record -> record.offset() == place.offset() && record.value() != null)
                            .map(StoredEventConsumer::source);
                }
                check(deadline, place.topic());
            }
            return Optional.empty();
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        }
    }

    private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), text(header.value()));
            }
        }
        return new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key() == null ? null : text(record.key()),
                headers,
                record.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * The event of a failed delivery from its dead letter, empty if that is not to be found.
     *
     * @throws ProblemException {@link ProblemType#KAFKA_UNAVAILABLE} if the brokers do not say so in time
     */
    Optional<SourceRecord> deadLetter(LoggedDelivery delivery) {
        return asked(() -> findDeadLetter(delivery));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            LOG.debugf("An event cannot be looked up: %s", e);
            throw new ProblemException(ProblemType.KAFKA_UNAVAILABLE, "Nothing was sent; try again");
        }
    }

    private Optional<SourceRecord> findDeadLetter(LoggedDelivery delivery) {
        Instant ended = delivery.settledAt();
        Map<TopicPartition, Long> times = partitions(Topics.DEAD_LETTERS).stream()
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> ended.minus(WRITTEN_BEFORE).toEpochMilli()));
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(times.keySet()));
        Map<TopicPartition, OffsetAndTimestamp> starts = new HashMap<>(consumer.offsetsForTimes(times));
        starts.values().removeIf(start -> start == null);
        consumer.assign(starts.keySet());
        starts.forEach((partition, start) -> consumer.seek(partition, start.offset()));
        long last = ended.plus(WRITTEN_AFTER).toEpochMilli();
        long deadline = deadline();
        while (isLeft(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.timestamp() > last) {
                    ends.put(partition, record.offset());
                }
                Optional<SourceRecord> found = read(record, delivery);
                if (found.isPresent()) {
                    return found;
                }
            }
            check(deadline, Topics.DEAD_LETTERS);
        }
        return Optional.empty();
    }

    private boolean isLeft(Map<TopicPartition, Long> ends) {
        return consumer.assignment().stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L));
    }

    private static Optional<SourceRecord> read(ConsumerRecord<byte[], byte[]> record, LoggedDelivery delivery) {
        Header id = record.headers().lastHeader("hearken-delivery");
        if (id == null || record.value() == null || !text(id.value()).equals(delivery.id())) {
            return Optional.empty();
        }
        return DeliveryJson.read(record.value(), DeadLetter.class)
                .map(DeadLetter::delivery)
                .filter(dead -> dead.createdAt().truncatedTo(ChronoUnit.MICROS).equals(delivery.createdAt()))
                .map(dead -> dead.source());
    }

    private Collection<TopicPartition> partitions(String topic) {
        return topics.computeIfAbsent(topic, name -> {
            List<PartitionInfo> known = consumer.partitionsFor(name);
            return known == null
                    ? List.of()
                    : known.stream()
                            .map(info -> new TopicPartition(name, info.partition()))
                            .toList();
        });
    }

    private long deadline() {
        return System.nanoTime() + timeout.toNanos();
    }

    private void check(long deadline, String topic) {
        if (System.nanoTime() - deadline > 0) {
            throw new TimeoutException("a record of " + topic + " did not come in " + timeout);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
