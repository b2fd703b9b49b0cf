package dev.hearken.dispatcher.platform;

import dev.hearken.model.delivery.SourceRecord;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads records again of which only the place is known. One thread reads for all; while Kafka does not answer they
 * wait.
 */
@Singleton
public class EventReader {
    private static final Logger LOG = Logger.getLogger(EventReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long BACK_OFF_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long IDLE_SECONDS = 60;

    /** What lies between two records is read through up to this many. */
    private static final int READ_THROUGH = 256;

    private final Map<String, Object> kafka;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "event-reader");
    private volatile boolean closing;

    /** Somebody who waits for records of one partition. */
    private record Request(
            TopicPartition partition, SortedSet<Long> offsets, UniEmitter<? super Map<Long, SourceRecord>> emitter) {}

    EventReader(@Identifier("default-kafka-broker") Map<String, Object> kafka, InstanceName instance) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put("client.id", instance.value() + "-event-reader");
        this.kafka.put("enable.auto.commit", "false");
        this.kafka.put("auto.offset.reset", "none");
        this.kafka.put("isolation.level", "read_committed");
        // What lies ahead of the last record read is fetched too, and to wait for more of it would hold up the next.
        this.kafka.put("fetch.max.wait.ms", "0");
        this.kafka.put("default.api.timeout.ms", "10000");
        this.kafka.put("request.timeout.ms", "5000");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** The records at these offsets by offset, without those that are gone; completes on another thread. */
    public Uni<Map<Long, SourceRecord>> read(String topic, int partition, Collection<Long> offsets) {
        return Uni.createFrom()
                .emitter(emitter -> requests.add(
                        new Request(new TopicPartition(topic, partition), new TreeSet<>(offsets), emitter)));
    }

    private void run() {
        while (!closing) {
            try {
                serve(requests.take());
            } catch (InterruptedException e) {
                closing = true;
            }
        }
    }

    /** With a consumer for as long as there is something to read. */
    private void serve(Request first) throws InterruptedException {
        Request next = first;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            while (next != null && !closing) {
                if (!read(consumer, next)) {
                    requests.add(next);
                }
                next = requests.poll(IDLE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (KafkaException e) {
            if (!closing) {
                LOG.warnf("events of deliveries that waited cannot be read, trying again: %s", e.getMessage());
            }
            requests.add(next);
            LockSupport.parkNanos(BACK_OFF_NANOS);
        }
    }

    /** Whether all were read or are gone; false if nothing comes at the moment, and others are to have their turn. */
    private boolean read(KafkaConsumer<byte[], byte[]> consumer, Request request) {
        TopicPartition partition = request.partition();
        SortedSet<Long> missing = new TreeSet<>(request.offsets());
        Map<Long, SourceRecord> found = new HashMap<>();
        consumer.assign(List.of(partition));
        consumer.seek(partition, missing.first());
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!missing.isEmpty() && !closing && System.nanoTime() - end < 0) {
            missing.removeAll(readSome(consumer, partition, missing, found));
        }
        if (!missing.isEmpty() && !closing) {
            missing.removeAll(outOfRange(consumer, partition, missing));
        }
        if (missing.isEmpty()) {
            request.emitter().complete(found);
        }
        return missing.isEmpty();
    }

    /** Reads what comes next and answers which offsets need not be read any more. */
    private static List<Long> readSome(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            SortedSet<Long> missing,
            Map<Long, SourceRecord> found) {
        try {
            if (missing.first() - consumer.position(partition) > READ_THROUGH) {
                consumer.seek(partition, missing.first());
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                if (missing.contains(record.offset())) {
                    found.put(record.offset(), SourceRecords.of(record));
                }
            }
            return List.copyOf(missing.headSet(consumer.position(partition)));
        } catch (OffsetOutOfRangeException e) {
            List<Long> gone = outOfRange(consumer, partition, missing);
            missing.stream()
                    .filter(offset -> !gone.contains(offset))
                    .findFirst()
                    .ifPresent(offset -> consumer.seek(partition, offset));
            return gone;
        }
    }

    private static List<Long> outOfRange(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, SortedSet<Long> offsets) {
        long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        return offsets.stream()
                .filter(offset -> offset < begin || offset >= end)
                .toList();
    }

    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        thread.interrupt();
        thread.join(POLL.multipliedBy(10).toMillis());
    }
}
