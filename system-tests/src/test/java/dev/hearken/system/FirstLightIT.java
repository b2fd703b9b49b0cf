package dev.hearken.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.RetryTier;
import dev.hearken.model.topic.Topics;
import dev.hearken.system.Ledger.Pair;
import dev.hearken.system.RecordedRun.Recorded;
import dev.hearken.test.TestBackends;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged services play a recorded workflow run for 20 listeners, on real Kafka and real PostgreSQL. */
class FirstLightIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(300);
    private static final List<String> EVENT_TOPICS = List.of(Topics.WORKFLOW_EXECUTIONS, Topics.WORKFLOW_TASKS);
    private static final List<String> RETRY_TOPICS =
            Arrays.stream(RetryTier.values()).map(RetryTier::topic).toList();

    /**
     * Who comes after another may see of a flaky endpoint nothing but second tries, all of which fail: its circuit
     * breaker would leave it alone for minutes.
     */
    private static final String SHARE_NEVER_COUNTS = "-Ddispatcher.breaker.min-attempts=1000000";

    private static TestBackends backends;
    private static Kafka kafka;
    private static ServiceProcess registry;
    private static RegistryApi api;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<String, JsonNode> listeners = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private Receiver receiver;
    private RecordedRun run;

    @BeforeAll
    static void startRegistry() throws IOException {
        backends = TestBackends.shared();
        kafka = new Kafka(backends.bootstrapServers());
        registry = ServiceProcess.registry(backends, backends.newDatabase()).awaitReady();
        api = new RegistryApi(registry.url());
    }

    @AfterAll
    static void stopRegistry() throws InterruptedException {
        registry.close();
        kafka.close();
    }

    @BeforeEach
    void registerListeners(TestInfo test) throws IOException, InterruptedException {
        receiver = new Receiver();
        run = new RecordedRun(test.getTestMethod().orElseThrow().getName());
        try (InputStream in = FirstLightIT.class.getResourceAsStream("/listeners.json")) {
            for (JsonNode definition : JSON.readTree(in)) {
                JsonNode created = api.create(withUrl((ObjectNode) definition));
                String id = created.get("id").textValue();
                listeners.put(id, definition);
                secrets.put(id, api.secret(id));
            }
        }
        await("whoever reads the catalog from now on finds the listeners")
                .atMost(LONG)
                .until(() -> inCatalog().containsAll(listeners.keySet()));
    }

    private static Set<String> inCatalog() {
        return kafka.read(List.of(Topics.CATALOG)).stream()
                .flatMap(record -> CatalogKey.parse(new String(record.key(), StandardCharsets.UTF_8)).stream())
                .map(CatalogKey::id)
                .collect(Collectors.toSet());
    }

    private ObjectNode withUrl(ObjectNode definition) {
        ObjectNode copy = definition.deepCopy();
        ObjectNode callback = (ObjectNode) copy.get("callback");
        callback.put("type", "http")
                .put("url", receiver.url(callback.remove("path").textValue()));
        return copy;
    }

    @AfterEach
    void cleanUp() throws Exception {
        for (String listener : listeners.keySet()) {
            api.delete(listener);
        }
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
        receiver.close();
    }

    @Test
    void deliversExactlyWhatTheNaiveMatcherSays() throws Exception {
        // given
        startDispatcher("first");
        Set<Pair> expected = expected("/ok", "/flaky");
        List<ProducerRecord<byte[], byte[]>> records = records();
        List<ProducerRecord<byte[], byte[]>> poison = poison();
        poison.forEach(record -> records.add(records.size() / 2, record));

        // when
        kafka.publish(records);

        // then
        await().atMost(LONG).untilAsserted(() -> assertThat(missing(expected)).isZero());
        Set<Pair> neverAnswered = expected("/never");
        assertThat(neverAnswered).isNotEmpty();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(deliveriesIn(RETRY_TOPICS, List.of(Topics.DEAD_LETTERS)))
                        .containsAll(neverAnswered));

        List<Arrival> arrivals = receiver.arrivals().stream()
                .filter(a -> !a.path().startsWith("/never"))
                .toList();
        assertThat(Ledger.faults(expected, arrivals)).isEmpty();
        assertThat(Ledger.duplicates(arrivals)).isZero();
        assertThatEachIsSignedAndComplete(receiver.arrivals());
        assertThatFlakyOnesTookThreeTries(arrivals);
        assertThatPoisonIsKept(poison);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(kafka.lag("hearken-dispatcher", EVENT_TOPICS))
                        .isZero());
    }

    @Test
    void losesNothingWhenADispatcherIsKilledHalfWay() throws Exception {
        // given
        ServiceProcess victim = startDispatcher("victim");
        Set<Pair> expected = expected("/ok", "/flaky");

        // when
        kafka.publish(records());
        await().atMost(LONG).until(() -> receiver.successes() > expected.size() / 2);
        victim.kill();
        assertThat(receiver.successes())
                .as("killed while deliveries were outstanding")
                .isLessThan(expected.size());
        startDispatcher("heir");

        // then
        assertThatNothingIsMissing(expected, "SIGKILL");
        deleteListeners("/never");
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(kafka.lag("hearken-dispatcher", EVENT_TOPICS)).isZero();
            assertThat(kafka.lag("hearken-dispatcher-retry", RETRY_TOPICS)).isZero();
        });
    }

    @Test
    void losesNothingWhenADispatcherIsReplacedUnderLoad() throws Exception {
        // given
        ServiceProcess leaving = startDispatcher("leaving");
        Set<Pair> expected = expected("/ok", "/flaky");

        // when
        kafka.publish(records());
        await().atMost(LONG).until(() -> receiver.successes() > expected.size() / 4);
        startDispatcher("staying");
        boolean ended = leaving.terminate(Duration.ofSeconds(40));

        // then
        assertThat(ended).as("ends within its deadline").isTrue();
        assertThatNothingIsMissing(expected, "SIGTERM");
    }

    /** What waits for them is cancelled when its time comes. */
    private void deleteListeners(String path) throws IOException, InterruptedException {
        for (String listener : List.copyOf(listeners.keySet())) {
            if (listeners.get(listener).at("/callback/path").textValue().startsWith(path)) {
                listeners.remove(listener);
                api.delete(listener);
            }
        }
    }

    private void assertThatNothingIsMissing(Set<Pair> expected, String fault) {
        await().atMost(LONG).untilAsserted(() -> assertThat(missing(expected)).isZero());
        List<Arrival> arrivals = receiver.arrivals().stream()
                .filter(a -> !a.path().startsWith("/never"))
                .toList();
        assertThat(Ledger.faults(expected, arrivals)).isEmpty();
        assertThatEachIsSignedAndComplete(arrivals);
        System.out.printf(
                "%s half-way: %d expected, 0 missing, %d duplicates%n",
                fault, expected.size(), Ledger.duplicates(arrivals));
    }

    private ServiceProcess startDispatcher(String name) throws IOException {
        ServiceProcess dispatcher = ServiceProcess.dispatcher(backends, name, SHARE_NEVER_COUNTS);
        opened.add(dispatcher);
        return dispatcher.awaitReady();
    }

    private List<ProducerRecord<byte[], byte[]>> records() throws IOException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Recorded event : run.events()) {
            records.add(event.record());
        }
        return records;
    }

    private Set<Pair> expected(String... paths) {
        Set<Pair> expected = new HashSet<>();
        listeners.forEach((id, definition) -> {
            String path = definition.at("/callback/path").textValue();
            if (Arrays.stream(paths).anyMatch(path::startsWith)) {
                run.events().stream()
                        .filter(event -> NaiveMatcher.hears(definition, event.event()))
                        .forEach(event -> expected.add(new Pair(id, event.id())));
            }
        });
        return expected;
    }

    private long missing(Set<Pair> expected) {
        Set<Pair> missing = new HashSet<>(expected);
        receiver.arrivals().stream()
                .filter(Arrival::isSuccess)
                .forEach(arrival -> missing.remove(new Pair(arrival.listener(), arrival.event())));
        return missing.size();
    }

    private static Stream<Delivery> deliveries(List<String> topics) {
        return kafka.read(topics).stream()
                .flatMap(record -> DeliveryJson.read(record.value(), Delivery.class).stream());
    }

    private static Set<Pair> deliveriesIn(List<String> retryTopics, List<String> deadLetterTopics) {
        Stream<Delivery> dead = kafka.read(deadLetterTopics).stream()
                .flatMap(record -> DeliveryJson.read(record.value(), DeadLetter.class).stream())
                .map(DeadLetter::delivery);
        Stream<Pair> bundled = kafka.read(retryTopics).stream()
                .flatMap(record -> DeliveryJson.read(record.value(), Bundle.class).stream())
                .flatMap(bundle -> bundle.items().stream()
                        .map(item -> new Pair(bundle.listener().value(), item.eventId())));
        return Stream.concat(
                        bundled,
                        Stream.concat(deliveries(retryTopics), dead)
                                .map(delivery -> new Pair(delivery.listener().value(), delivery.eventId())))
                .collect(Collectors.toSet());
    }

    private void assertThatEachIsSignedAndComplete(List<Arrival> arrivals) {
        assertThat(arrivals).allSatisfy(arrival -> {
            verify(arrival);
            assertThat(arrival.header("User-Agent")).startsWith("Hearken/");
            assertThat(arrival.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
            assertThat(arrival.header("X-Http-Task-Guid")).isEqualTo(arrival.attempt() == 1 ? "" : arrival.id());
            assertThat(arrival.header("Content-Type")).isEqualTo("application/json");
        });
    }

    private void verify(Arrival arrival) {
        try {
            new Webhook(secrets.get(arrival.listener())).verify(arrival.body(), arrival.headers());
        } catch (WebhookVerificationException e) {
            throw new AssertionError("signature of " + arrival.id() + ": " + e.getMessage(), e);
        }
    }

    private static void assertThatFlakyOnesTookThreeTries(List<Arrival> arrivals) {
        Map<String, List<Integer>> attempts = arrivals.stream()
                .filter(arrival -> arrival.path().startsWith("/flaky"))
                .collect(Collectors.groupingBy(Arrival::id, Collectors.mapping(Arrival::attempt, Collectors.toList())));
        assertThat(attempts.values())
                .contains(List.of(1, 2, 3))
                .allSatisfy(numbers -> assertThat(numbers).isIn(List.of(1), List.of(1, 2, 3)));
    }

    private static List<ProducerRecord<byte[], byte[]>> poison() {
        List<ProducerRecord<byte[], byte[]>> poison = new ArrayList<>();
        List<byte[]> values = List.of(
                new byte[] {(byte) 0xFF, 0, (byte) 0xC3, 0x28},
                "not json".getBytes(StandardCharsets.UTF_8),
                "{\"specversion\":\"1.0\"".getBytes(StandardCharsets.UTF_8),
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"execution.exploded\",\"data\":{}}"
                        .getBytes(StandardCharsets.UTF_8),
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"execution.failed\",\"data\":{}}"
                        .getBytes(StandardCharsets.UTF_8),
                "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        for (String topic : EVENT_TOPICS) {
            for (int partition = 0; partition < 6; partition++) {
                for (byte[] value : values) {
                    poison.add(
                            new ProducerRecord<>(topic, partition, new byte[] {(byte) 0xFE, (byte) partition}, value));
                }
            }
            poison.add(new ProducerRecord<>(topic, 0, "tombstone".getBytes(StandardCharsets.UTF_8), null));
        }
        return poison;
    }

    private static void assertThatPoisonIsKept(List<ProducerRecord<byte[], byte[]>> poison) {
        List<String> expected = poison.stream()
                .filter(record -> record.value() != null)
                .map(record -> record.topic()
                        + record.partition()
                        + Arrays.toString(record.key())
                        + Arrays.hashCode(record.value()))
                .toList();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(kafka.read(List.of(Topics.INVALID_EVENTS)).stream()
                                .map(record -> header(record, "hearken-topic")
                                        + header(record, "hearken-partition")
                                        + Arrays.toString(record.key())
                                        + Arrays.hashCode(record.value()))
                                .toList())
                        .containsExactlyInAnyOrderElementsOf(expected));
        assertThat(kafka.read(List.of(Topics.INVALID_EVENTS)))
                .allSatisfy(
                        record -> assertThat(header(record, "hearken-reason")).isNotEmpty());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return StreamSupport.stream(record.headers().headers(name).spliterator(), false)
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
