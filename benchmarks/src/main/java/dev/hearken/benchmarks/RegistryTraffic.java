package dev.hearken.benchmarks;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.Excerpt;
import dev.hearken.model.delivery.Exchange;
import dev.hearken.model.delivery.SourcePosition;
import dev.hearken.model.delivery.Standing;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What dispatchers and engines would write: attempt records and events. */
final class RegistryTraffic {
    /** Listeners that the attempts are of. */
    static final int LISTENERS = 100;

    private static final byte[] BODY = ("{\"conf\":{\"rows\":120},\"text\":\"" + "nightly load ".repeat(40) + "\"}")
            .getBytes(StandardCharsets.UTF_8);

    private final String broker;

    RegistryTraffic(String broker) {
        this.broker = broker;
    }

    /** Writes so many attempts of this moment; their size in bytes. */
    long attempts(int count) {
        Instant now = Instant.now();
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < count; i++) {
                AttemptRecord record = record(i, now.plusNanos(i * 1000L));
                byte[] value = DeliveryJson.write(record);
                bytes += value.length;
                var unused = producer.send(new ProducerRecord<>(
                        Topics.ATTEMPTS, record.delivery().value().getBytes(StandardCharsets.UTF_8), value));
            }
        }
        return bytes;
    }

    /** Writes one attempt for each of so many days before today. */
    void attemptPerDay(int days) {
        Instant now = Instant.now();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int day = 1; day <= days; day++) {
                AttemptRecord record = record(day, now.minus(Duration.ofDays(day)));
                var unused = producer.send(new ProducerRecord<>(Topics.ATTEMPTS, DeliveryJson.write(record)));
            }
        }
    }

    /** Writes so many events of one task. */
    void events(int count) {
        byte[] data = Samples.data("nightly-load");
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < count; i++) {
                ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(
                        Topics.WORKFLOW_TASKS, ("e-" + i / 20).getBytes(StandardCharsets.UTF_8), data);
                Samples.headers()
                        .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                event.headers().remove("ce_id").add("ce_id", ("replayed-" + i).getBytes(StandardCharsets.UTF_8));
                var unused = producer.send(event);
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "acks", "all", "linger.ms", 20, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static AttemptRecord record(int number, Instant at) {
        ListenerId listener = new ListenerId("01JDXYZABCDEFGHJKMNPQRS%03d".formatted(number % LISTENERS));
        String event = "event-" + at.getEpochSecond() + "-" + number;
        return new AttemptRecord(
                DeliveryId.of(TenantId.DEFAULT, "benchmark", event, listener),
                TenantId.DEFAULT,
                listener,
                4,
                event,
                "task.succeeded",
                new Subject("workflow-" + number % 1000, "execution-" + number / 20, "load"),
                new SourcePosition(Topics.WORKFLOW_TASKS, number % 6, number),
                at,
                new Standing(DeliveryStatus.DELIVERED, at.plusMillis(40), 1, null, null, null),
                new Attempt(1, at, 20 + number % 100, "dispatcher-0", 200, null, null),
                new Exchange(
                        new Exchange.Request(
                                "POST",
                                "https://hooks.example.com/run",
                                Map.of("Content-Type", "application/json", "webhook-signature", "***"),
                                Excerpt.of(BODY, 4096)),
                        new Exchange.Response("ok"),
                        new Exchange.Timings(1L, 10L, 30L)));
    }
}
