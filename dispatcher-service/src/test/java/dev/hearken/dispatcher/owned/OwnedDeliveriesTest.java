package dev.hearken.dispatcher.owned;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearken.dispatcher.DispatcherResource;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import dev.hearken.test.TestBackends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.hearken.dispatcher.TestTopics.bytes;
import static dev.hearken.dispatcher.TestTopics.records;
import static dev.hearken.dispatcher.TestTopics.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Order and rate in a whole dispatcher on a real broker, seen from the endpoint. */
@QuarkusTest
@WithTestResource(DispatcherResource.class)
class OwnedDeliveriesTest {
    private static final AtomicInteger LISTENERS = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(90);

    private final String name = "owned-" + LISTENERS.incrementAndGet();
    private final ListenerId listener = new ListenerId("01JDXYZABCDEFGHJKMNPQRSV%02d".formatted(LISTENERS.get()));
    private final List<Arrived> arrivals = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private KafkaProducer<byte[], byte[]> producer;

    @Inject
    Catalog catalog;

    @Inject
    LaneLocks locks;

    @Inject
    LaneLockPublisher publisher;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    /** A request as it arrived, and how it was answered. */
    private record Arrived(Instant at, String event, int status) {}

    @BeforeEach
    void open() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        producer.send(new ProducerRecord<>(Topics.CATALOG, bytes(key()), null));
        producer.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sendsTheEventsOfAnExecutionInOrderAlthoughTheFirstFailsAndHoldsNoOtherExecutionUp() throws IOException {
        // given
        register((event, nth) -> event.equals("a1") && nth < 3 ? 503 : 200, """
                {"ordering": "execution", "retry": {"schedule": ["PT1S", "PT2S", "PT5S"], "jitter": 0}}""");

        // when
        IntStream.rangeClosed(1, 10).forEach(number -> publish("a", number));
        await().atMost(LONG).until(() -> events("a").size() == 1);
        IntStream.rangeClosed(1, 3).forEach(number -> publish("b", number));

        // then
        await().atMost(LONG).until(() -> events("a").contains("a10"));
        assertThat(events("a"))
                .containsExactly("a1", "a1", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10");
        assertThat(events("b")).containsExactly("b1", "b2", "b3");
        assertThat(arrivals.stream().map(Arrived::event).toList().indexOf("b3"))
                .as("the other execution is through before the first succeeds")
                .isLessThan(arrivals.indexOf(arrivals.stream()
                        .filter(arrived -> arrived.event().equals("a1") && arrived.status() == 200)
                        .findFirst()
                        .orElseThrow()));
        await().atMost(LONG)
                .until(() -> locks.find(listener + "/" + execution("a")).isEmpty());
    }

    @Test
    void keepsTheOrderWhenMoreComesThanWaitsInMemory() throws IOException {
        // given
        register((event, nth) -> event.equals("a1") && nth < 2 ? 503 : 200, """
                {"ordering": "execution", "retry": {"schedule": ["PT1S", "PT2S", "PT5S"], "jitter": 0}}""");
        int all = 3 * LaneQueue.MOST_BEHIND;

        // when
        IntStream.rangeClosed(1, all).forEach(number -> publish("a", number));

        // then
        await().atMost(LONG).until(() -> events("a").size() > all);
        List<String> expected = new ArrayList<>(List.of("a1"));
        IntStream.rangeClosed(1, all).forEach(number -> expected.add("a" + number));
        assertThat(events("a")).containsExactlyElementsOf(expected);
    }

    @Test
    void goesOnWithoutAnEventWhoseScheduleIsOverOrThatIsRefused() throws IOException {
        // given
        register((event, nth) -> event.equals("a1") ? 500 : event.equals("a3") ? 400 : 200, """
                {"ordering": "execution", "retry": {"schedule": ["PT1S"], "jitter": 0}}""");

        // when
        IntStream.rangeClosed(1, 4).forEach(number -> publish("a", number));

        // then
        await().atMost(LONG).until(() -> events("a").contains("a4"));
        assertThat(events("a")).containsExactly("a1", "a1", "a2", "a3", "a4");
        await().atMost(LONG).until(() -> deadLetters().size() == 2);
        assertThat(deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(FailureReason.STATUS_RETRYABLE, FailureReason.STATUS_PERMANENT);
    }

    @Test
    void triesOnBeyondTheScheduleWhereNothingMayBeSkipped() throws IOException {
        // given
        register((event, nth) -> event.equals("a1") && nth < 5 ? 500 : 200, """
                {"ordering": "execution", "onExhaustion": "block", "retry": {"schedule": ["PT1S"], "jitter": 0}}""");

        // when
        IntStream.rangeClosed(1, 2).forEach(number -> publish("a", number));

        // then
        await().atMost(LONG).until(() -> events("a").contains("a2"));
        assertThat(events("a")).containsExactly("a1", "a1", "a1", "a1", "a1", "a2");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void beginsNoMoreAttemptsInAnyWindowThanTheRateAllowsAndLosesNone() throws IOException {
        // given
        register((event, nth) -> event.equals("a5") && nth == 1 ? 500 : 200, """
                {"rateLimit": {"count": 5, "per": "PT2S"}, "maxInFlight": 16,
                 "retry": {"schedule": ["PT1S", "PT1S"], "jitter": 0}}""");
        int all = 32;

        // when
        IntStream.rangeClosed(1, all).forEach(number -> publish("a", number));

        // then
        await().atMost(LONG)
                .until(() -> arrivals.stream()
                                .filter(arrived -> arrived.status() == 200)
                                .map(Arrived::event)
                                .distinct()
                                .count()
                        == all);
        await().atMost(LONG).until(() -> attempts().size() == all + 1);
        List<Instant> begun =
                attempts().stream().map(Attempt::startedAt).sorted().toList();
        for (int i = 5; i < begun.size(); i++) {
            assertThat(Duration.between(begun.get(i - 5), begun.get(i)))
                    .as("attempts %d and %d", i - 5, i)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        }
        assertThat(arrivals).hasSize(all + 1);
        assertThat(attempts().stream().filter(attempt -> attempt.number() == 1))
                .as("waiting uses up no attempt")
                .hasSize(all);
    }

    @Test
    void keepsOrderAndRateTogether() throws IOException {
        // given
        register((event, nth) -> event.equals("a2") && nth == 1 ? 500 : 200, """
                {"ordering": "execution", "rateLimit": {"count": 3, "per": "PT2S"},
                 "retry": {"schedule": ["PT1S", "PT1S"], "jitter": 0}}""");

        // when
        IntStream.rangeClosed(1, 5).forEach(number -> {
            publish("a", number);
            publish("b", number);
        });

        // then
        await().atMost(LONG)
                .until(() -> events("a").contains("a5") && events("b").contains("b5"));
        assertThat(events("a")).containsExactly("a1", "a2", "a2", "a3", "a4", "a5");
        assertThat(events("b")).containsExactly("b1", "b2", "b3", "b4", "b5");
        await().atMost(LONG).until(() -> attempts().size() == 11);
        List<Instant> begun =
                attempts().stream().map(Attempt::startedAt).sorted().toList();
        for (int i = 3; i < begun.size(); i++) {
            assertThat(Duration.between(begun.get(i - 3), begun.get(i))).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void keepsTheOrderWhilePartitionsMoveToAnotherInstanceAndBack() throws IOException {
        // given
        register((event, nth) -> event.matches("x[036]-1") && nth < 3 ? 503 : 200, """
                {"ordering": "execution", "maxInFlight": 16,
                 "retry": {"schedule": ["PT1S", "PT2S", "PT5S"], "jitter": 0}}""");
        List<String> executions =
                IntStream.range(0, 12).mapToObj(number -> "x" + number + "-").toList();
        IntStream.rangeClosed(1, 3).forEach(number -> executions.forEach(execution -> publish(execution, number)));
        await().atMost(LONG).until(() -> arrivals.size() >= 12);

        // when
        try (KafkaConsumer<byte[], byte[]> other = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestBackends.shared().bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "hearken-dispatcher-owned",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            other.subscribe(List.of(Topics.OWNED));
            await().atMost(LONG).until(() -> {
                other.poll(Duration.ofMillis(100));
                return other.assignment().size() == 3;
            });
            IntStream.rangeClosed(4, 6).forEach(number -> executions.forEach(execution -> publish(execution, number)));
        }

        // then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(executions)
                        .allSatisfy(execution -> assertThat(new LinkedHashSet<>(events(execution)))
                                .containsExactlyElementsOf(IntStream.rangeClosed(1, 6)
                                        .mapToObj(number -> execution + number)
                                        .toList())));
    }

    @Test
    void leavesItsLocksToWhoeverComesNextAndIsNotMisledByWhoComesLate() throws IOException, InterruptedException {
        // given
        register((event, nth) -> event.equals("a1") && nth == 1 ? 503 : 200, """
                {"ordering": "execution", "retry": {"schedule": ["PT10S"], "jitter": 0}}""");
        String lane = listener + "/" + execution("a");
        IntStream.rangeClosed(1, 3).forEach(number -> publish("a", number));
        await().atMost(LONG)
                .until(() -> locks.find(lane).filter(lock -> lock.last() == 3).isPresent());
        LaneLock truth = locks.find(lane).orElseThrow();
        LaneLocks others = new LaneLocks(publisher, new InstanceName("d-other"), new Random());
        LaneLockConsumer reader = new LaneLockConsumer(kafka, others, new InstanceName("d-other"));
        reader.start();

        // when
        assertThat(reader.takeOver(Set.of(0, 1, 2, 3, 4, 5), LONG)).isTrue();
        Optional<LaneLock> found = others.find(lane);
        others.disown(Set.of(0, 1, 2, 3, 4, 5));
        await().atMost(LONG)
                .during(Duration.ofMillis(500))
                .until(() -> !fencedBy(truth.partition()).startsWith("d-other/"));
        others.write(lane, truth.advance()).await().atMost(LONG);

        // then
        assertThat(found).contains(truth);
        await().atMost(LONG).until(() -> events("a").contains("a3"));
        assertThat(events("a")).containsExactly("a1", "a1", "a2", "a3");
        await().atMost(LONG).until(() -> locks.find(lane).isEmpty());
        LaneLocks last = new LaneLocks(publisher, new InstanceName("d-last"), new Random());
        LaneLockConsumer lastReader = new LaneLockConsumer(kafka, last, new InstanceName("d-last"));
        lastReader.start();
        await().atMost(LONG).until(() -> lastReader.takeOver(Set.of(99), LONG));
        assertThat(last.find(lane)).isEmpty();
        reader.close();
        lastReader.close();
    }

    /** The events of an execution as they arrived, one per request. */
    private List<String> events(String execution) {
        return arrivals.stream()
                .map(Arrived::event)
                .filter(event -> event.startsWith(execution))
                .toList();
    }

    private String execution(String execution) {
        return name + "-" + execution;
    }

    private String key() {
        return CatalogKey.of(TenantId.DEFAULT, listener).toString();
    }

    /** @param answers the status for an event's n-th request */
    private void register(BiFunction<String, Long, Integer> answers, String delivery) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
        byte[] value = """
                {"tenant":"default","id":"%s","revision":1,"paused":false,"signingSecret":"v1:k1:AAECAwQFBgcICQoL",
                 "definition":{"name":"n","selector":{"workflows":["%s"]},"delivery":%s,
                   "callback":{"type":"http","url":"http://127.0.0.1:%d/","signing":{"scheme":"none"}}}}""".formatted(
                listener, name, delivery, server.getAddress().getPort()).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.CATALOG, bytes(key()), value));
        await().atMost(LONG)
                .until(() -> catalog.current()
                        .find(CatalogKey.of(TenantId.DEFAULT, listener))
                        .isPresent());
    }

    private void answer(HttpExchange exchange, BiFunction<String, Long, Integer> answers) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String event = exchange.getRequestHeaders().getFirst("X-Hearken-Event");
            int status;
            synchronized (arrivals) {
                long nth = 1
                        + arrivals.stream()
                                .filter(before -> before.event().equals(event))
                                .count();
                status = answers.apply(event, nth);
                arrivals.add(new Arrived(Instant.now(), event, status));
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void publish(String execution, int number) {
        RecordHeaders headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", execution + number, "ce_source", name, "ce_type", "execution.progress")
                .forEach((header, value) -> headers.add(header, bytes(value)));
        headers.add("content-type", bytes("application/json"));
        byte[] value = bytes(
                "{\"workflow\":{\"name\":\"%s\"},\"execution\":{\"id\":\"%s\"}}".formatted(name, execution(execution)));
        producer.send(
                new ProducerRecord<>(Topics.WORKFLOW_EXECUTIONS, null, bytes(execution(execution)), value, headers));
    }

    private List<Attempt> attempts() {
        return values(Topics.ATTEMPTS, AttemptRecord.class).stream()
                .filter(entry -> entry.listener().equals(listener))
                .map(AttemptRecord::attempt)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<DeadLetter> deadLetters() {
        return values(Topics.DEAD_LETTERS, DeadLetter.class).stream()
                .filter(letter -> letter.delivery().listener().equals(listener))
                .toList();
    }

    /** Who has fenced this partition of {@code hearken.owned} last. */
    private static String fencedBy(int partition) {
        return records(Topics.OWNED_LANES).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals("fence/" + partition))
                .reduce((before, last) -> last)
                .map(last -> new String(last.value(), StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
