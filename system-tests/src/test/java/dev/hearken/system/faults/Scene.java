package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.RetryTier;
import dev.hearken.model.topic.Topics;
import dev.hearken.system.Arrival;
import dev.hearken.system.Ledger;
import dev.hearken.system.Ledger.Pair;
import dev.hearken.system.NaiveMatcher;
import dev.hearken.system.RecordedRun;
import dev.hearken.system.RecordedRun.Recorded;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What one test plays: its endpoint, its listeners, and its events, which nobody else's listeners hear. It keeps the
 * books from the first event on and closes them with {@link #settle}.
 */
final class Scene implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(120);
    static final List<String> EVENT_TOPICS = List.of(Topics.WORKFLOW_EXECUTIONS, Topics.WORKFLOW_TASKS);
    static final List<String> RETRY_TOPICS =
            Arrays.stream(RetryTier.values()).map(RetryTier::topic).toList();

    private final Lab lab;
    private final String name;
    private final RecordedRun run;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Map<String, JsonNode> listeners = new LinkedHashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private Duration skew = Duration.ZERO;
    private final Map<String, Published> published = new LinkedHashMap<>();
    private int next;

    /** An event, where it was written, and when the broker had it. */
    record Published(Recorded event, TopicPartition partition, long offset, Instant at) {}

    /**
     * A scene with an endpoint, as soon as the dispatchers have forgotten the listeners of the one before; the name
     * must be used once only in the life of a lab.
     */
    Scene(Lab lab, String name) throws IOException {
        lab.awaitCatalog();
        this.lab = lab;
        this.name = name;
        this.run = new RecordedRun(name);
        endpoints.add(Endpoint.plain());
    }

    /** The scene's own endpoint. */
    Endpoint endpoint() {
        return endpoints.get(0);
    }

    /** Another endpoint whose arrivals count, closed with the scene. */
    Endpoint endpoint(Endpoint another) {
        endpoints.add(another);
        return another;
    }

    /** A listener for all events of the scene that retries soon, twice; its id. */
    String listener(String url) throws IOException, InterruptedException {
        return listener(url, definition -> {});
    }

    /** As {@link #listener(String)}, changed. */
    String listener(String url, Consumer<ObjectNode> change) throws IOException, InterruptedException {
        ObjectNode definition = JSON.createObjectNode().put("name", name + " " + listeners.size());
        definition.putObject("selector").putArray("executions").add(name + "-*");
        definition.putObject("callback").put("type", "http").put("url", url).put("timeout", "PT10S");
        retry(definition, "PT1S", "PT2S");
        change.accept(definition);
        String id = lab.register(definition).get("id").textValue();
        listeners.put(id, definition);
        secrets.put(id, lab.api().secret(id));
        return id;
    }

    /** Waits before the second, third … attempt; without jitter. */
    static void retry(ObjectNode definition, String... waits) {
        ObjectNode retry = definition.putObject("delivery").putObject("retry").put("jitter", 0);
        Arrays.stream(waits).forEach(retry.putArray("schedule")::add);
    }

    static void timeout(ObjectNode definition, String timeout) {
        ((ObjectNode) definition.get("callback")).put("timeout", timeout);
    }

    /** Deletes a listener in the middle of the play: what it has not got is cancelled. */
    void delete(String listener) throws IOException, InterruptedException {
        lab.unregister(listener);
        deleted.add(listener);
    }

    /** The next events of the run, all at once; returns when the broker has them. */
    void publish(int count) throws IOException, ExecutionException, InterruptedException {
        publish(count, List.of());
    }

    /** As {@link #publish(int)}, with one of the foreign records after each event, and the rest of them at the end. */
    void publish(int count, List<ProducerRecord<byte[], byte[]>> foreign)
            throws IOException, ExecutionException, InterruptedException {
        List<Recorded> events = run.events().subList(next, next + count);
        next += count;
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < Math.max(count, foreign.size()); i++) {
            if (i < count) {
                records.add(events.get(i).record());
            }
            if (i < foreign.size()) {
                records.add(foreign.get(i));
            }
        }
        List<RecordMetadata> written = lab.kafka().publish(records);
        Instant now = Instant.now();
        for (int i = 0; i < count; i++) {
            RecordMetadata at = written.get(i < foreign.size() ? 2 * i : i + foreign.size());
            TopicPartition partition = new TopicPartition(at.topic(), at.partition());
            published.put(events.get(i).id(), new Published(events.get(i), partition, at.offset(), now));
        }
    }

    /** The next events carry so many bytes more, which do not compress well. */
    void pad(int count, int bytes) {
        byte[] noise = new byte[bytes * 3 / 4];
        Random random = new Random(next);
        for (Recorded event : run.events().subList(next, next + count)) {
            random.nextBytes(noise);
            event.event().withObject("/data").put("padding", Base64.getEncoder().encodeToString(noise));
        }
    }

    /** Takes what was published since this time and lies before these offsets out of the books; how much it was. */
    long forget(Instant since, Map<TopicPartition, Long> offsets) {
        int before = published.size();
        published
                .values()
                .removeIf(event ->
                        event.at().isAfter(since) && event.offset() < offsets.getOrDefault(event.partition(), 0L));
        return before - published.size();
    }

    /** Publishes steadily; returns when all is written. */
    void publishSteadily(int count, int perSecond) throws IOException, ExecutionException, InterruptedException {
        int batch = Math.max(1, perSecond / 20);
        long begin = System.nanoTime();
        for (int done = 0; done < count; done += batch) {
            publish(Math.min(batch, count - done));
            long due = begin + (done + batch) * 1_000_000_000L / perSecond;
            Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        }
    }

    /** From now on a dispatcher's clock may be set so much differently from the endpoints'. */
    void skew(Duration most) {
        skew = most;
    }

    /** What was published so far, by event id. */
    Map<String, Published> published() {
        return published;
    }

    /** All pairs that must be accounted for, as the naive matcher says. */
    Set<Pair> expected() {
        Set<Pair> expected = new HashSet<>();
        listeners.forEach((id, definition) -> published.values().stream()
                .filter(event -> NaiveMatcher.hears(definition, event.event().event()))
                .forEach(event -> expected.add(new Pair(id, event.event().id()))));
        return expected;
    }

    /** What the endpoints have seen. */
    List<Arrival> arrivals() {
        return endpoints.stream()
                .flatMap(endpoint -> endpoint.arrivals().stream())
                .filter(arrival -> listeners.containsKey(arrival.listener()))
                .toList();
    }

    /** Of this listener alone. */
    List<Arrival> arrivals(String listener) {
        return arrivals().stream()
                .filter(arrival -> arrival.listener().equals(listener))
                .toList();
    }

    int successes() {
        return endpoints.stream().mapToInt(Endpoint::successes).sum();
    }

    /** The dead letters of this scene's listeners. */
    List<DeadLetter> deadLetters() {
        return lab.kafka().read(List.of(Topics.DEAD_LETTERS)).stream()
                .flatMap(record -> DeliveryJson.read(record.value(), DeadLetter.class).stream())
                .filter(letter ->
                        listeners.containsKey(letter.delivery().listener().value()))
                .toList();
    }

    private Account account(List<DeadLetter> letters) {
        Set<Pair> dead = letters.stream()
                .map(DeadLetter::delivery)
                .map(delivery -> new Pair(delivery.listener().value(), delivery.eventId()))
                .collect(Collectors.toSet());
        return Account.of(new Account.Books(listeners, secrets, expected(), arrivals(), dead, deleted, skew));
    }

    /** Waits until all listeners have got everything. */
    void awaitAllDelivered() {
        awaitDelivered(listeners.keySet().toArray(String[]::new));
    }

    /** Waits until these listeners alone have got everything. */
    void awaitDelivered(String... ids) {
        Set<Pair> wanted = expected().stream()
                .filter(pair -> List.of(ids).contains(pair.listener()))
                .collect(Collectors.toSet());
        assertThat(wanted).isNotEmpty();
        await().atMost(LONG).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            Set<Pair> open = new HashSet<>(wanted);
            arrivals().stream().filter(Arrival::isSuccess).map(Ledger::pair).forEach(open::remove);
            assertThat(open).isEmpty();
        });
    }

    /**
     * Waits until every pair is accounted for and nothing is left in the groups, and fails if anything is not as it
     * must be.
     */
    Account settle() {
        Set<Pair> expected = expected();
        await().atMost(LONG).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Set<Pair> open = new HashSet<>(expected);
            arrivals().stream().filter(Arrival::isSuccess).map(Ledger::pair).forEach(open::remove);
            open.removeIf(pair -> deleted.contains(pair.listener()));
            if (!open.isEmpty()) {
                deadLetters()
                        .forEach(letter -> open.remove(new Pair(
                                letter.delivery().listener().value(),
                                letter.delivery().eventId())));
            }
            assertThat(open).as("not accounted for").isEmpty();
        });
        awaitDrained();
        Account account = account(deadLetters());
        assertThat(account.faults()).isEmpty();
        assertThat(account.missing()).isZero();
        return account;
    }

    /** Waits until all groups have committed everything there is. */
    void awaitDrained() {
        await().atMost(LONG).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(lab.kafka().lag(Lab.EVENTS_GROUP, EVENT_TOPICS))
                    .as("events")
                    .isZero();
            assertThat(lab.kafka().lag(Lab.RETRY_GROUP, RETRY_TOPICS))
                    .as("retries")
                    .isZero();
        });
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (String listener : listeners.keySet()) {
            if (!deleted.contains(listener)) {
                lab.unregister(listener);
            }
        }
        for (Endpoint endpoint : endpoints) {
            endpoint.close();
        }
    }
}
