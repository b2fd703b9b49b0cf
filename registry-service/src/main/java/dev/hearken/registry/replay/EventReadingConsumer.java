package dev.hearken.registry.replay;

import dev.hearken.model.delivery.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import static java.util.Objects.requireNonNull;

/** One pass over the event topics, for one thread. */
final class EventReadingConsumer implements AutoCloseable {
    private static final byte[] NOTHING = new byte[0];
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventFormats formats;
    private final Instant until;
    private final Map<TopicPartition, Span> open = new HashMap<>();

    EventReadingConsumer(
            KafkaConsumer<byte[], byte[]> consumer, List<Span> spans, EventFormats formats, Instant until) {
        this.consumer = consumer;
        this.formats = formats;
        this.until = until;
        spans.stream().filter(span -> !span.isDone()).forEach(span -> open.put(partition(span), span));
        consumer.assign(open.keySet());
        open.forEach((partition, span) -> consumer.seek(partition, span.next()));
    }

    /**
     * A record as it lies in its topic.
     *
     * @param source with the format of its topic
     * @param time its timestamp
     */
    record Found(SourceRecord source, Instant time) {}

    /**
     * What one look brought.
     *
     * @param records in the order of each partition
     * @param after where reading goes on when they are done
     * @param gone what was passed over because it is not there any more
     */
    record Batch(List<Found> records, List<Span> after, Gone gone) {}

    boolean isDone() {
        return open.isEmpty();
    }

    /**
     * The next records, possibly none yet.
     *
     * @throws ReplayUnavailableException if Kafka does not answer
     */
    Batch next() {
        try {
            List<Found> records = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (isWanted(record)) {
                    records.add(new Found(formats.named(source(record)), Instant.ofEpochMilli(record.timestamp())));
                }
            }
            return new Batch(records, advance(), Gone.NOTHING);
        } catch (OffsetOutOfRangeException e) {
            Gone gone = passOver(List.copyOf(e.offsetOutOfRangePartitions().keySet()));
            return new Batch(List.of(), advance(), gone);
        } catch (KafkaException e) {
            throw new ReplayUnavailableException("Kafka does not show the event topics", e);
        }
    }

    private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
        Span span = open.get(new TopicPartition(record.topic(), record.partition()));
        return span != null && record.offset() < span.end();
    }

    /** Also past records that nobody is shown, such as the marks of transactions. */
    private List<Span> advance() {
        List<Span> after = new ArrayList<>();
        List<TopicPartition> done = new ArrayList<>();
        open.replaceAll((partition, span) -> {
            Span now = span.at(consumer.position(partition));
            after.add(now);
            if (now.isDone()) {
                done.add(partition);
            }
            return now;
        });
        if (!done.isEmpty()) {
            done.forEach(open::remove);
            consumer.assign(open.keySet());
        }
        return after;
    }

    private Gone passOver(List<TopicPartition> partitions) {
        try {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            var earliest = consumer.offsetsForTimes(EventTopicsConsumer.all(partitions, Instant.EPOCH));
            Gone gone = Gone.NOTHING;
            for (TopicPartition partition : partitions) {
                Span span = requireNonNull(open.get(partition));
                long begin = requireNonNull(begins.get(partition));
                // A topic that was made anew has lost everything, also what is not reached yet.
                boolean anew = begin <= span.next();
                long next = anew ? span.end() : Math.min(begin, span.end());
                Instant known = anew ? until : EventTopicsConsumer.time(earliest.get(partition), until);
                gone = gone.plus(new Gone(next - span.next(), Optional.of(known)));
                consumer.seek(partition, next);
            }
            return gone;
        } catch (KafkaException e) {
            throw new ReplayUnavailableException("Kafka does not tell what is left of the event topics", e);
        }
    }

    private static TopicPartition partition(Span span) {
        return new TopicPartition(span.topic(), span.partition());
    }

    private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return new SourceRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                headers,
                record.value() == null ? NOTHING : record.value());
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
