package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.Samples;
import dev.hearken.benchmarks.delivery.receiver.EventMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes numbered CloudEvents of about 1 KB in binary mode, evenly over the executions of one workflow. */
final class EventFeeder implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final int EXECUTIONS = 600;
    private static final byte[] DATA = Samples.data("measured");

    private static final List<Header> SAME_FOR_ALL = List.of(
            header("ce_specversion", "1.0"),
            header("ce_source", "/benchmark"),
            header("ce_type", "task.succeeded"),
            header("content-type", "application/json"));

    private final String broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    EventFeeder(String broker) {
        this.broker = broker;
        // One request at a time: of several at once to a partition just made a later one may be taken first, and then
        // the broker refuses those before it as out of order.
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker,
                        "acks",
                        "all",
                        "linger.ms",
                        0,
                        "buffer.memory",
                        16 * 1024 * 1024,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Makes a topic of six partitions that keeps what it gets; events go to the topic that was made last. */
    void makeTopic(String name) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1"))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("Topic " + name + " cannot be made: " + e.getCause(), e);
        }
    }

    /** Publishes events number 0 to one less than the count, as fast as it can. */
    void fill(String topic, int count) throws IOException {
        for (int number = 0; number < count; number++) {
            send(topic, new EventMark(number, nowMicros()));
        }
        flush();
    }

    /**
     * Publishes events one after the other, each when it is due.
     *
     * @param from the first's number
     * @param to one more than the last's
     * @return by how many microseconds the latest was late here already
     */
    long sendAtRate(String topic, int from, int to, int perSecond) throws IOException {
        long begun = nowMicros();
        long latest = 0;
        for (int number = from; number < to; number++) {
            long due = begun + (number - from) * 1_000_000L / perSecond;
            awaitTime(due);
            latest = Math.max(latest, nowMicros() - due);
            send(topic, new EventMark(number, due));
        }
        flush();
        return latest;
    }

    private static void awaitTime(long micros) {
        for (long left = micros - nowMicros(); left > 0; left = micros - nowMicros()) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(left));
        }
    }

    private void send(String topic, EventMark mark) {
        int execution = mark.number() % EXECUTIONS;
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(
                topic, execution % PARTITIONS, bytes("execution-" + execution), DATA, SAME_FOR_ALL);
        event.headers().add(header("ce_id", mark.toId())).add(header("ce_time", time(mark)));
        var unused = producer.send(event, (metadata, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, new IOException("An event could not be published: " + problem, problem));
            }
        });
    }

    private void flush() throws IOException {
        producer.flush();
        IOException problem = failure.getAndSet(null);
        if (problem != null) {
            throw problem;
        }
    }

    private static String time(EventMark mark) {
        return Instant.EPOCH.plus(mark.dueMicros(), ChronoUnit.MICROS).toString();
    }

    private static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
