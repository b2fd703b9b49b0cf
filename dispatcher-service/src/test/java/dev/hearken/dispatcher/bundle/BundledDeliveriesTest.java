package dev.hearken.dispatcher.bundle;

import com.sun.net.httpserver.HttpServer;
import dev.hearken.dispatcher.DispatcherResource;
import dev.hearken.dispatcher.cancellation.Cancellations;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.Bundle.Item;
import dev.hearken.model.delivery.Cancellation;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.RetryTier;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import dev.hearken.test.TestBackends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.hearken.dispatcher.TestTopics.bytes;
import static dev.hearken.dispatcher.TestTopics.records;
import static dev.hearken.dispatcher.TestTopics.send;
import static dev.hearken.dispatcher.TestTopics.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A whole dispatcher on a real broker, with deliveries that have to wait before they are tried. */
@QuarkusTest
@WithTestResource(DispatcherResource.class)
class BundledDeliveriesTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final AtomicInteger LISTENERS = new AtomicInteger();

    private final int number = LISTENERS.incrementAndGet();
    private final String workflow = "bundled-" + number;
    private final ListenerId listener = new ListenerId("01JDXYZABCDEFGHJKMNPQBND%02d".formatted(number));
    private final Queue<String> arrivals = new ConcurrentLinkedQueue<>();
    private HttpServer endpoint;

    @Inject
    Catalog catalog;

    @Inject
    Cancellations cancellations;

    @ConfigProperty(name = "dispatcher.intake.group")
    String group;

    @BeforeEach
    void serve() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            arrivals.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        endpoint.start();
    }

    @AfterEach
    void close() {
        endpoint.stop(0);
        send(Topics.CATALOG, key().toString(), null);
    }

    @Test
    void bringsEveryDeliveryThatWaitedInABundle() {
        // given
        define(1, true, "");
        awaitBundling();
        arrivals.clear();

        // when
        List<String> wanted = IntStream.range(0, 100).mapToObj(this::publish).toList();
        await().atMost(LONG).until(() -> bundled(RetryTier.FIVE_SECONDS.topic()).containsAll(wanted));
        define(2, false, "");

        // then
        await().atMost(LONG).until(() -> arrivals.containsAll(wanted));
        assertThat(arrivals).filteredOn(wanted::contains).doesNotHaveDuplicates();
        assertThat(bundles(RetryTier.FIVE_SECONDS.topic()))
                .as("many together")
                .anyMatch(bundle -> bundle.items().size() > 1)
                .allMatch(bundle -> !bundle.due().isBefore(bundle.at()));
        assertThat(bundled(Topics.ATTEMPTS)).as("delivery log").containsAll(wanted);
        assertThat(standings()).containsAll(wanted);
    }

    @Test
    void settlesNoEventBeforeTheBrokerHasItsBundle() throws Exception {
        // given
        String topic = RetryTier.FIVE_SECONDS.topic();
        define(1, true, "");
        awaitBundling();

        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers()))) {
            Place event;
            String limit = maxMessageBytes(admin, topic);

            // when
            maxMessageBytes(admin, topic, "1");
            try {
                event = place(publish(1));

                // then
                await().during(Duration.ofSeconds(5))
                        .atMost(LONG)
                        .until(() -> committed(admin, event.partition()) <= event.offset());
                assertThat(bundled(topic)).doesNotContain(event.id());
            } finally {
                maxMessageBytes(admin, topic, limit);
            }
            await().atMost(LONG).until(() -> bundled(topic).contains(event.id()));
            await().atMost(LONG).until(() -> committed(admin, event.partition()) > event.offset());
        }
    }

    @Test
    void makesADeadLetterOfWhatHasReachedItsEndWhileItWaited() {
        // given
        define(1, false, ", \"delivery\": {\"maxAge\": \"PT1M\"}");
        Place event = place(publish(1));
        await().atMost(LONG).until(() -> arrivals.size() == 1);

        // when
        wait(List.of(event.item(event.id(), Instant.now().minusSeconds(61))));

        // then
        await().atMost(LONG).until(() -> deadLetters().size() == 1);
        assertThat(deadLetters().get(0).reason()).isEqualTo(FailureReason.EXPIRED);
        assertThat(deadLetters().get(0).delivery().source().value()).isNotEmpty();
        assertThat(arrivals).hasSize(1);
    }

    @Test
    void saysSoWhereTheEventIsGone() {
        // given
        define(1, false, "");
        Place event = place(publish(1));
        await().atMost(LONG).until(() -> arrivals.size() == 1);
        Item other = event.item(id(2).value(), Instant.now());
        Item beyond = new Item(
                id(3), event.partition(), event.offset() + 1_000_000, "e", "execution.succeeded", null, Instant.now());
        Item there = event.item(event.id(), Instant.now());

        // when
        wait(List.of(other, beyond, there));

        // then
        await().atMost(LONG).until(() -> deadLetters().size() == 2);
        assertThat(deadLetters()).extracting(DeadLetter::reason).containsOnly(FailureReason.EVENT_GONE);
        assertThat(deadLetters())
                .extracting(letter -> letter.delivery().id())
                .containsExactlyInAnyOrder(other.id(), beyond.id());
        await().atMost(LONG).until(() -> arrivals.size() == 2);
        assertThat(arrivals).containsOnly(event.id());
    }

    @Test
    void leavesOutWhatWasCalledOff() {
        // given
        define(1, false, "");
        List<String> ids = IntStream.range(0, 2).mapToObj(this::publish).toList();
        await().atMost(LONG).until(() -> arrivals.size() == 2);
        List<Item> items =
                ids.stream().map(id -> place(id).item(id, Instant.now())).toList();
        int before = cancellations.size();

        // when
        Item first = items.get(0);
        send(Topics.CANCELLATIONS, first.id().value(), DeliveryJson.write((Record)
                new Cancellation(first.id(), TenantId.DEFAULT, first.createdAt(), Instant.now())));
        await().atMost(LONG).until(() -> cancellations.size() > before);
        wait(items);

        // then
        await().atMost(LONG).until(() -> arrivals.size() == 3);
        assertThat(arrivals).filteredOn(ids.get(1)::equals).hasSize(2);
        await().atMost(LONG).until(() -> statuses(first.id()).contains(DeliveryStatus.CANCELLED));
    }

    @Test
    void cancelsWhatNobodyListensForAnyMore() {
        // given
        Item item = new Item(id(1), 0, 0, "e", "execution.succeeded", null, Instant.now());

        // when
        wait(List.of(item));

        // then
        await().atMost(LONG).until(() -> statuses(item.id()).equals(List.of(DeliveryStatus.CANCELLED)));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void waitsWholeForTheEndOfALongQuietWindow() {
        // given
        define(1, false, "");
        Place event = place(publish(1));
        await().atMost(LONG).until(() -> arrivals.size() == 1);
        Instant until = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
        define(
                2,
                false,
                ", \"quietWindows\": [{\"from\": \"%s\", \"to\": \"%s\", \"then\": \"HOLD\"}]"
                        .formatted(clock.format(until.minus(6, ChronoUnit.HOURS)), clock.format(until)));

        // when
        wait(List.of(event.item(event.id(), Instant.now())));

        // then
        List<Delivery> waiting = await().atMost(LONG).until(this::waiting, deliveries -> !deliveries.isEmpty());
        assertThat(waiting).singleElement().satisfies(delivery -> {
            assertThat(delivery.id().value()).isEqualTo(event.id());
            assertThat(delivery.due()).isBetween(until, until.plusSeconds(60));
            assertThat(delivery.source().value()).isNotEmpty();
        });
        assertThat(arrivals).hasSize(1);
    }

    private static String maxMessageBytes(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                .value();
    }

    /** A topic that has room for one byte takes nothing; the group's offsets lie elsewhere. */
    private static void maxMessageBytes(Admin admin, String topic, String bytes) throws Exception {
        ConfigEntry limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes);
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private long committed(Admin admin, int partition) throws Exception {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(Topics.WORKFLOW_EXECUTIONS, partition));
        return offset == null ? 0 : offset.offset();
    }

    /** How long a topic keeps its events is asked for when the first of them has to wait. */
    private void awaitBundling() {
        publish(-1);
        AtomicInteger next = new AtomicInteger(1_000);
        await().atMost(LONG).until(() -> {
            publish(next.incrementAndGet());
            return !bundles(RetryTier.FIVE_SECONDS.topic()).isEmpty();
        });
    }

    private void wait(List<Item> items) {
        Instant now = Instant.now();
        Bundle bundle = new Bundle(
                TenantId.DEFAULT, listener, Topics.WORKFLOW_EXECUTIONS, null, now.minusSeconds(1), now, now, items);
        send(RetryTier.FIVE_SECONDS.topic(), listener.value(), DeliveryJson.write(bundle));
    }

    private CatalogKey key() {
        return CatalogKey.of(TenantId.DEFAULT, listener);
    }

    private DeliveryId id(int event) {
        return DeliveryId.of(TenantId.DEFAULT, "s", workflow + "-" + event, listener);
    }

    private void define(int revision, boolean paused, String members) {
        send(Topics.CATALOG, key().toString(), bytes("""
                {"tenant":"default","id":"%s","revision":%d,"paused":%s,"signingSecret":"v1:k1:AAECAwQFBgcICQoL",
                 "definition":{"name":"n","selector":{"workflows":["%s"]},
                  "callback":{"type":"http","url":"http://127.0.0.1:%d/","signing":{"scheme":"none"}}%s}}""".formatted(
                listener, revision, paused, workflow, endpoint.getAddress().getPort(), members)));
        await().atMost(LONG)
                .until(() -> catalog.current()
                        .find(key())
                        .map(CatalogEntry::listener)
                        .filter(known -> known.revision() == revision)
                        .isPresent());
    }

    /** Publishes an event and answers the id of its delivery. */
    private String publish(int event) {
        RecordHeaders headers = new RecordHeaders();
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        workflow + "-" + event,
                        "ce_source",
                        "s",
                        "ce_type",
                        "execution.succeeded",
                        "content-type",
                        "application/json")
                .forEach((header, value) -> headers.add(header, bytes(value)));
        byte[] value = bytes("{\"workflow\":{\"name\":\"%s\"},\"execution\":{\"id\":\"e\"}}".formatted(workflow));
        send(new ProducerRecord<>(Topics.WORKFLOW_EXECUTIONS, null, bytes("e" + event), value, headers));
        return id(event).value();
    }

    /** Where the event of a delivery lies. */
    private record Place(String id, int partition, long offset) {
        Item item(String delivery, Instant createdAt) {
            return new Item(new DeliveryId(delivery), partition, offset, "e", "execution.succeeded", null, createdAt);
        }
    }

    private Place place(String id) {
        for (ConsumerRecord<byte[], byte[]> record : records(Topics.WORKFLOW_EXECUTIONS)) {
            String event = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
            if (DeliveryId.of(TenantId.DEFAULT, "s", event, listener).value().equals(id)) {
                return new Place(id, record.partition(), record.offset());
            }
        }
        throw new AssertionError("no event of " + id);
    }

    private List<Bundle> bundles(String topic) {
        return values(topic, Bundle.class).stream()
                .filter(bundle -> bundle.listener().equals(listener))
                .toList();
    }

    private List<Delivery> waiting() {
        return Stream.of(RetryTier.values())
                .flatMap(tier -> values(tier.topic(), Delivery.class).stream())
                .filter(delivery -> delivery.listener().equals(listener))
                .toList();
    }

    private List<String> bundled(String topic) {
        return bundles(topic).stream()
                .map(Bundle::items)
                .flatMap(Collection::stream)
                .map(item -> item.id().value())
                .toList();
    }

    private List<AttemptRecord> log() {
        return values(Topics.ATTEMPTS, AttemptRecord.class).stream()
                .filter(record -> record.listener().equals(listener))
                .toList();
    }

    private List<String> standings() {
        return log().stream().map(record -> record.delivery().value()).toList();
    }

    private List<DeliveryStatus> statuses(DeliveryId id) {
        return log().stream()
                .filter(record -> record.delivery().equals(id))
                .map(record -> record.standing().status())
                .toList();
    }

    private List<DeadLetter> deadLetters() {
        return values(Topics.DEAD_LETTERS, DeadLetter.class).stream()
                .filter(letter -> letter.delivery().listener().equals(listener))
                .toList();
    }
}
