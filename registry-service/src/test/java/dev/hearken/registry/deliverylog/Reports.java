package dev.hearken.registry.deliverylog;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.Excerpt;
import dev.hearken.model.delivery.Exchange;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.SourcePosition;
import dev.hearken.model.delivery.Standing;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What a dispatcher reports of one delivery, step by step. */
public record Reports(TenantId tenant, ListenerId listener, String eventId, Subject subject, Instant createdAt) {
    public DeliveryId id() {
        return DeliveryId.of(tenant, "test", eventId, listener);
    }

    public AttemptRecord delivered(int number, Duration after) {
        Instant at = createdAt.plus(after);
        Attempt attempt = new Attempt(number, at, 40, "d-1", 200, null, null);
        return record(4, new Standing(DeliveryStatus.DELIVERED, at.plusMillis(40), number, null, null, null), attempt);
    }

    AttemptRecord failed(int number, Duration after) {
        Instant at = createdAt.plus(after);
        Attempt attempt = new Attempt(number, at, 900, "d-1", 503, FailureReason.STATUS_RETRYABLE, null);
        return record(4, new Standing(DeliveryStatus.WAITING, at.plusMillis(900), number, null, null, null), attempt);
    }

    AttemptRecord rescheduled(int attempts, Duration after, Instant due) {
        Instant at = createdAt.plus(after);
        return record(0, new Standing(DeliveryStatus.WAITING, at, attempts, due, null, null), null);
    }

    public AttemptRecord gaveUp(int attempts, Duration after, FailureReason reason) {
        Instant at = createdAt.plus(after);
        return record(0, new Standing(DeliveryStatus.FAILED, at, attempts, null, reason, "enough"), null);
    }

    private AttemptRecord record(long revision, Standing standing, @Nullable Attempt attempt) {
        Exchange exchange = new Exchange(
                new Exchange.Request(
                        "POST",
                        "https://hooks.example.com/run",
                        Map.of("webhook-signature", "***"),
                        Excerpt.of("{\"a\":\"\0\"}".getBytes(StandardCharsets.UTF_8), 100)),
                new Exchange.Response("ok"),
                new Exchange.Timings(1L, null, 30L));
        return new AttemptRecord(
                id(),
                tenant,
                listener,
                revision,
                eventId,
                "task.failed",
                subject,
                new SourcePosition("workflow.tasks", 3, 1234567890123L),
                createdAt,
                standing,
                attempt,
                attempt == null ? null : exchange);
    }

    /** As the dispatchers write them: one after the other, the key is the delivery. */
    public static void send(String bootstrap, List<AttemptRecord> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap)) {
            for (AttemptRecord record : records) {
                byte[] key = record.delivery().value().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.ATTEMPTS, key, DeliveryJson.write(record)));
            }
        }
    }

    static void sendBytes(String bootstrap, String key, byte @Nullable [] value) {
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap)) {
            producer.send(new ProducerRecord<>(Topics.ATTEMPTS, key.getBytes(StandardCharsets.UTF_8), value));
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
