package dev.hearken.dispatcher.platform;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that nobody waits for: they collect for some milliseconds, and a thread of its own makes their bytes
 * and hands them to a producer of its own, so that neither costs the ones who deliver. Does not give up; what Kafka
 * does not take is tried again, maybe after records that came later. Thread-safe. What piles up is for its user to
 * bound.
 */
@Singleton
public class BackgroundPublisher {
    private static final Logger LOG = Logger.getLogger(BackgroundPublisher.class);
    private static final long COLLECT_NANOS = Duration.ofMillis(10).toNanos();
    private static final long BACK_OFF_NANOS = Duration.ofSeconds(2).toNanos();
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final WriteFaults faults;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "background-publisher");
    private volatile boolean closing;

    /** A record before it has bytes. */
    private record Waiting(String topic, String key, Supplier<byte[]> value, Runnable done) {
        ProducerRecord<byte[], byte[]> record() {
            return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value.get());
        }
    }

    @Inject
    BackgroundPublisher(@Identifier("default-kafka-broker") Map<String, Object> kafka, WriteFaults faults) {
        this(
                () -> new KafkaProducer<>(producerConfig(kafka), new ByteArraySerializer(), new ByteArraySerializer()),
                faults);
    }

    /** Writes with what the supplier gives; it is asked again after it failed. */
    BackgroundPublisher(Supplier<Producer<byte[], byte[]>> producers, WriteFaults faults) {
        this.producers = producers;
        this.faults = faults;
        thread.setDaemon(true);
        thread.start();
    }

    private static Map<String, Object> producerConfig(Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        config.put("delivery.timeout.ms", "30000");
        config.put("request.timeout.ms", "10000");
        config.put("max.block.ms", "2000");
        // Each batch makes 128 KB of garbage for its compression; but records stay until theirs is written.
        config.putIfAbsent("linger.ms", "25");
        config.putIfAbsent("batch.size", Integer.toString(256 * 1024));
        config.putIfAbsent("compression.type", "lz4");
        return config;
    }

    /**
     * Writes a record some time.
     *
     * @param key decides the partition
     * @param value its bytes, made on another thread, once per try
     * @param done is run when all in-sync replicas have it, on another thread
     */
    public void publish(String topic, String key, Supplier<byte[]> value, Runnable done) {
        waiting.add(new Waiting(topic, key, value, done));
    }

    private void run() {
        do {
            try (Producer<byte[], byte[]> producer = producers.get()) {
                serve(producer);
            } catch (KafkaException e) {
                LOG.warnf(e, "the producer failed, trying again with another");
                LockSupport.parkNanos(BACK_OFF_NANOS);
            }
        } while (!closing);
    }

    private void serve(Producer<byte[], byte[]> producer) {
        while (!closing) {
            LockSupport.parkNanos(sendAll(producer) ? COLLECT_NANOS : BACK_OFF_NANOS);
        }
        sendAll(producer);
        producer.close(CLOSE_TIMEOUT);
    }

    /** Whether everything could be handed over; a topic that refuses is tried with one record at a time. */
    private boolean sendAll(Producer<byte[], byte[]> producer) {
        boolean goesOn = true;
        Waiting next = waiting.poll();
        while (next != null) {
            send(next, producer);
            goesOn = !faults.isFailing(next.topic());
            next = goesOn ? waiting.poll() : null;
        }
        return goesOn;
    }

    private void send(Waiting next, Producer<byte[], byte[]> producer) {
        try {
            var unused = producer.send(next.record(), (metadata, e) -> sent(next, e));
        } catch (KafkaException e) {
            sent(next, e);
        }
    }

    private void sent(Waiting record, @Nullable Exception e) {
        if (e == null) {
            faults.worked(record.topic());
            record.done().run();
        } else if (e instanceof RecordTooLargeException) {
            LOG.errorf("a record for %s is left out, nobody takes one that large: %s", record.topic(), e.getMessage());
            record.done().run();
        } else {
            faults.failed(record.topic(), e);
            waiting.add(record);
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        LockSupport.unpark(thread);
        thread.join(CLOSE_TIMEOUT.plus(CLOSE_TIMEOUT).toMillis());
    }
}
