package dev.hearken.registry.replay;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Reads the event topics once more, outside of any group. */
@Singleton
final class EventTopicsConsumer {
    /** Records are written a little out of the order of their times; this far behind a range they are looked for. */
    static final Duration DISORDER = Duration.ofHours(1);

    private static final String MAX_FETCH_BYTES = Integer.toString(8 * 1024 * 1024);
    private static final String MAX_RECORDS = "500";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final List<String> topics;
    private final EventFormats formats;

    EventTopicsConsumer(@Identifier("default-kafka-broker") Map<String, Object> kafka, ReplayConfig config) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.kafka.put(ConsumerConfig.CLIENT_ID_CONFIG, "hearken-registry-replay");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        this.kafka.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // What is gone must be noticed, not passed over.
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        this.kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS);
        this.kafka.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
        this.kafka.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        this.kafka.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        this.topics = config.topics();
        this.formats = EventFormats.parse(config.formats().orElseGet(List::of));
    }

    /**
     * What to read.
     *
     * @param spans all partitions of all topics, at their beginning
     * @param gone what is not there any more
     */
    record Plan(List<Span> spans, Gone gone) {}

    /**
     * Finds the offsets of a time range, up to the present ends of the topics.
     *
     * @throws ReplayUnavailableException if Kafka does not answer
     * @throws ReplayImpossibleException if a topic does not exist
     */
    Plan plan(Instant since, Instant until) {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            var earliest = consumer.offsetsForTimes(all(partitions, Instant.EPOCH));
            var first = consumer.offsetsForTimes(all(partitions, since));
            var last = consumer.offsetsForTimes(all(partitions, until.plus(DISORDER)));
            List<Span> spans = new ArrayList<>();
            Gone gone = Gone.NOTHING;
            for (TopicPartition partition : partitions) {
                long known = requireNonNull(ends.get(partition));
                long end = Math.min(offset(last.get(partition), known), known);
                long begin = Math.min(offset(first.get(partition), end), end);
                spans.add(new Span(partition.topic(), partition.partition(), begin, begin, end));
                Instant oldest = time(earliest.get(partition), until);
                if (requireNonNull(begins.get(partition)) > 0 && oldest.isAfter(since)) {
                    gone = gone.plus(new Gone(0, Optional.of(oldest.isAfter(until) ? until : oldest)));
                }
            }
            return new Plan(spans, gone);
        } catch (KafkaException e) {
            throw new ReplayUnavailableException("Kafka does not tell about the event topics", e);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            var found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                throw new ReplayImpossibleException("the topic '" + topic + "' does not exist");
            }
            found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        return partitions;
    }

    static Map<TopicPartition, Long> all(List<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        return times;
    }

    private static long offset(@Nullable OffsetAndTimestamp found, long otherwise) {
        return found == null ? otherwise : found.offset();
    }

    static Instant time(@Nullable OffsetAndTimestamp found, Instant otherwise) {
        return found == null ? otherwise : Instant.ofEpochMilli(found.timestamp());
    }

    /**
     * Reads on where these stand.
     *
     * @param until the end of the time range
     * @throws ReplayUnavailableException if Kafka is not to be found
     */
    EventReadingConsumer read(List<Span> spans, Instant until) {
        try {
            return new EventReadingConsumer(open(), spans, formats, until);
        } catch (KafkaException e) {
            throw new ReplayUnavailableException("Kafka is not to be found", e);
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
