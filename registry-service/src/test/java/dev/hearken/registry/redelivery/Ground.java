package dev.hearken.registry.redelivery;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.Cancellation;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.Excerpt;
import dev.hearken.model.delivery.Exchange;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourcePosition;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.delivery.Standing;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.deliverylog.Reports;
import dev.hearken.test.TestBackends;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** One listener with deliveries in the log, and the topics around it. */
final class Ground {
    static final Duration LONG = Duration.ofSeconds(60);
    static final String SOURCE = "/test";
    private static final String BOOTSTRAP = TestBackends.shared().bootstrapServers();

    /** Marks what belongs to one test: all tests share the backends. */
    final String mark = UUID.randomUUID().toString().substring(0, 8);

    final ListenerId listener;
    final Instant began = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(60);

    Ground() {
        Api.installKeys();
        listener = new ListenerId(Api.created("sent again " + mark));
    }

    DeliveryId id(String event) {
        return DeliveryId.of(TenantId.DEFAULT, SOURCE, mark + event, listener);
    }

    /** Publishes an event; where it lies. */
    SourcePosition publish(String event) {
        RecordHeaders headers = new RecordHeaders();
        headers(event).forEach((name, value) -> headers.add(name, bytes(value)));
        RecordMetadata metadata =
                send(new ProducerRecord<>(Topics.WORKFLOW_EXECUTIONS, null, bytes("e-" + mark), data(), headers));
        return new SourcePosition(metadata.topic(), metadata.partition(), metadata.offset());
    }

    /** A place that its topic does not have any more, or not yet. */
    static SourcePosition nowhere() {
        return new SourcePosition(Topics.WORKFLOW_EXECUTIONS, 0, 1_000_000_000_000L);
    }

    Map<String, String> headers(String event) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", mark + event,
                "ce_source", SOURCE,
                "ce_type", "execution.failed",
                "content-type", "application/json");
    }

    byte[] data() {
        return bytes("{\"workflow\":{\"name\":\"w-%s\"},\"execution\":{\"id\":\"e-%s\"}}".formatted(mark, mark));
    }

    /** Lets the log know that the delivery failed, and waits until it does. */
    void failed(String event, SourcePosition place, FailureReason reason) {
        log(event, place, began, new Standing(DeliveryStatus.FAILED, ended(), 1, null, reason, null));
        awaitStatus(event, "failed");
    }

    Instant ended() {
        return began.plusSeconds(10);
    }

    void waiting(String event, SourcePosition place) {
        Instant due = Instant.now().plusSeconds(3600);
        log(event, place, began, new Standing(DeliveryStatus.WAITING, ended(), 1, due, null, null));
        awaitStatus(event, "waiting");
    }

    void log(String event, SourcePosition place, Instant run, Standing standing) {
        Reports.send(BOOTSTRAP, List.of(record(id(event), mark + event, place, run, standing, null, null)));
    }

    AttemptRecord record(
            DeliveryId id,
            String event,
            SourcePosition place,
            Instant run,
            Standing standing,
            @Nullable Attempt attempt,
            @Nullable Exchange exchange) {
        Subject subject = new Subject("w-" + mark, "e-" + mark, null);
        return new AttemptRecord(
                id,
                TenantId.DEFAULT,
                listener,
                1,
                event,
                "execution.failed",
                subject,
                place,
                run,
                standing,
                attempt,
                exchange);
    }

    /** Plays a dispatcher that has made the one attempt of a test. */
    void tested(Redelivery asked, int status) {
        Attempt attempt =
                new Attempt(1, asked.askedAt(), 12, "d-1", status, status < 300 ? null : FailureReason.GONE, null);
        Exchange exchange = new Exchange(
                new Exchange.Request(
                        "POST",
                        "https://hooks.example.com/run",
                        Map.of("webhook-signature", "***"),
                        Excerpt.of(bytes("{}"), 100)),
                new Exchange.Response("thanks"),
                new Exchange.Timings(1L, null, 2L));
        DeliveryStatus ended = status < 300 ? DeliveryStatus.DELIVERED : DeliveryStatus.WAITING;
        SourcePosition place = SourcePosition.of(asked.source());
        List<AttemptRecord> records = new ArrayList<>();
        records.add(record(
                asked.delivery(), "test", place, asked.askedAt(), standing(asked, ended, null), attempt, exchange));
        if (status >= 300) {
            Standing gone = standing(asked, DeliveryStatus.FAILED, FailureReason.GONE);
            records.add(record(asked.delivery(), "test", place, asked.askedAt(), gone, null, null));
        }
        Reports.send(BOOTSTRAP, records);
    }

    private static Standing standing(Redelivery asked, DeliveryStatus status, @Nullable FailureReason reason) {
        return new Standing(status, asked.askedAt().plusMillis(12), 1, null, reason, null);
    }

    /** Writes the dead letter of the delivery as a dispatcher does; the record that is in it. */
    SourceRecord deadLetter(String event, SourcePosition place) {
        SourceRecord source =
                new SourceRecord(place.topic(), place.partition(), place.offset(), null, headers(event), data());
        Delivery delivery = new Delivery(
                id(event),
                TenantId.DEFAULT,
                listener,
                mark + event,
                "execution.failed",
                source,
                RenderedBody.NONE,
                began,
                began,
                List.of());
        RecordHeaders headers = new RecordHeaders();
        headers.add("hearken-delivery", bytes(id(event).value()));
        byte[] value = DeliveryJson.write(new DeadLetter(delivery, FailureReason.TIMEOUT, ended(), null));
        send(new ProducerRecord<>(
                Topics.DEAD_LETTERS, null, ended().toEpochMilli(), bytes(listener.value()), value, headers));
        return source;
    }

    void awaitStatus(String event, String status) {
        await().atMost(LONG)
                .until(() -> status.equals(
                        Api.as(Keys.VIEWER).get("/v1/deliveries/" + id(event)).path("status")));
    }

    List<Redelivery> redeliveries() {
        return read(Topics.REDELIVERIES, Redelivery.class).stream()
                .filter(asked -> asked.listener().equals(listener))
                .toList();
    }

    List<Cancellation> cancellations(String event) {
        return read(Topics.CANCELLATIONS, Cancellation.class).stream()
                .filter(cancellation -> cancellation.delivery().equals(id(event)))
                .toList();
    }

    private static <T extends Record> List<T> read(String topic, Class<T> type) {
        List<T> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", BOOTSTRAP), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    Optional.ofNullable(record.value())
                            .flatMap(value -> DeliveryJson.read(value, type))
                            .ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private static RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", BOOTSTRAP, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
