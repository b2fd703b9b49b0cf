package dev.hearken.dispatcher.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearken.dispatcher.DispatcherResource;
import dev.hearken.dispatcher.TestTopics;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.Cancellation;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.ListenerState;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.Redelivery.Reason;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.delivery.Standing;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.hearken.dispatcher.TestTopics.bytes;
import static dev.hearken.dispatcher.TestTopics.send;
import static dev.hearken.dispatcher.TestTopics.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is sent because somebody asked for it, and what is called off, in a whole dispatcher on a real broker. */
@QuarkusTest
@WithTestResource(DispatcherResource.class)
class OnDemandTest {
    private static final AtomicInteger LISTENERS = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(60);

    private final String name = "on-demand-" + LISTENERS.incrementAndGet();
    private final ListenerId listener = new ListenerId("01JDXYZABCDEFGHJKMNPQRSW%02d".formatted(LISTENERS.get()));
    private final List<Arrived> arrivals = new CopyOnWriteArrayList<>();
    private final Instant askedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private HttpServer server;

    @Inject
    Catalog catalog;

    /** A request as it arrived. */
    private record Arrived(String event, String delivery, String attempt) {}

    @AfterEach
    void close() {
        send(Topics.CATALOG, key(), null);
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void sendsAnEventWhateverTheSelectorSaysUnderTheIdThatItAlwaysHas() throws IOException {
        // given
        register(number -> 200, "\"selector\": {\"workflows\": [\"another\"]}", "{}");

        // when
        ask("1", Reason.REDELIVERY, id("1"));

        // then
        await().atMost(LONG).until(() -> status("1") == DeliveryStatus.DELIVERED);
        assertThat(arrivals).containsExactly(new Arrived(name + "-1", id("1").value(), "1"));
        assertThat(records("1")).extracting(AttemptRecord::createdAt).containsOnly(askedAt);
    }

    @Test
    void retriesWhatIsSentAgainAndGivesItUpLikeAnyOther() throws IOException {
        // given
        register(number -> 503, "\"selector\": {}", "{\"retry\": {\"schedule\": [\"PT1S\"], \"jitter\": 0}}");

        // when
        ask("1", Reason.REPLAY, null);

        // then
        await().atMost(LONG).until(() -> deadLetters().size() == 1);
        assertThat(arrivals).extracting(Arrived::attempt).containsExactly("1", "2");
        assertThat(deadLetters().get(0).delivery().onDemand()).isEqualTo(Reason.REPLAY);
    }

    @Test
    void triesATestOnceAlsoWhereTheListenerIsDisabledAndLeavesNeitherDeadLetterNorJudgement() throws IOException {
        // given
        register(number -> 410, "\"enabled\": false, \"selector\": {}", "{}");

        // when
        ask("1", Reason.TEST, id("1"));

        // then
        await().atMost(LONG).until(() -> status("1") == DeliveryStatus.FAILED);
        assertThat(arrivals).hasSize(1);
        assertThat(last("1").standing().reason()).isEqualTo(FailureReason.GONE);
        assertThat(deadLetters()).isEmpty();
        assertThat(values(Topics.LISTENER_STATE, ListenerState.class))
                .noneMatch(state -> state.listener().equals(listener));
    }

    @Test
    void triesATestOnceAlsoWhereAnotherAttemptMightSucceed() throws IOException {
        // given
        register(number -> number == 1 ? 503 : 200, "\"selector\": {}", "{\"retry\": {\"schedule\": [\"PT1S\"]}}");

        // when
        ask("1", Reason.TEST, id("1"));

        // then
        await().atMost(LONG).until(() -> status("1") == DeliveryStatus.FAILED);
        await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> arrivals.size() == 1);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void waitsForTheRevisionThatIsMeant() throws IOException {
        // given
        startServer(number -> 200);
        Redelivery asked =
                new Redelivery(TenantId.DEFAULT, listener, source("1"), Reason.TEST, null, askedAt, id("1"), 1L);

        // when
        send(Topics.REDELIVERIES, listener.value(), DeliveryJson.write(asked));
        define("\"selector\": {}", "{}");

        // then
        await().atMost(LONG).until(() -> status("1") == DeliveryStatus.DELIVERED);
    }

    @Test
    void cancelsWhatIsMeantForAListenerThatIsNotThere() {
        // when
        ask("1", Reason.REDELIVERY, id("1"));

        // then
        await().atMost(LONG).until(() -> status("1") == DeliveryStatus.CANCELLED);
    }

    @Test
    void putsAsideWhatIsNoOrderAndWhatDoesNotFitItsEvent() throws IOException {
        // given
        register(number -> 200, "\"selector\": {}", "{}");

        // when
        send(Topics.REDELIVERIES, name + "-poison", "{}".getBytes(StandardCharsets.UTF_8));
        ask("1", Reason.REDELIVERY, id("2"));
        SourceRecord noEvent = new SourceRecord("t", 0, 0, null, Map.of(), "nothing".getBytes(StandardCharsets.UTF_8));
        Redelivery broken = new Redelivery(TenantId.DEFAULT, listener, noEvent, Reason.REDELIVERY, null, askedAt);
        send(Topics.REDELIVERIES, listener.value(), DeliveryJson.write(broken));

        // then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(invalid())
                        .contains("undecodable-redelivery", "other-event")
                        .hasSize(3));
        assertThat(arrivals).isEmpty();
    }

    @Test
    void doesNotSendWhatWasCalledOffWhileItWaited() throws IOException {
        // given
        register(number -> 503, "\"selector\": {\"workflows\": [\"" + name + "\"]}", """
                {"retry": {"schedule": ["PT10S", "PT1S"], "jitter": 0}}""");
        publish("1");
        await().atMost(LONG).until(() -> !records("1").isEmpty());

        // when
        callOff("1");

        // then
        await().atMost(LONG).until(() -> status("1") == DeliveryStatus.CANCELLED);
        assertThat(arrivals).hasSize(1);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void letsAnExecutionGoOnWhenItsFirstDeliveryIsCalledOff() throws IOException {
        // given
        startServer(number -> number == 1 ? 503 : 200);
        define("\"selector\": {\"workflows\": [\"" + name + "\"]}", """
                {"ordering": "execution", "retry": {"schedule": ["PT10S", "PT1S"], "jitter": 0}}""");
        publish("1");
        await().atMost(LONG).until(() -> !records("1").isEmpty());
        publish("2");

        // when
        callOff("1");

        // then
        await().atMost(LONG).until(() -> status("2") == DeliveryStatus.DELIVERED);
        await().atMost(LONG).until(() -> status("1") == DeliveryStatus.CANCELLED);
        assertThat(arrivals).extracting(Arrived::event).containsExactly(name + "-1", name + "-2");
    }

    private void callOff(String event) {
        Instant run = records(event).get(0).createdAt();
        Cancellation cancellation = new Cancellation(id(event), TenantId.DEFAULT, run, Instant.now());
        send(Topics.CANCELLATIONS, id(event).value(), DeliveryJson.write(cancellation));
    }

    private void ask(String event, Reason reason, DeliveryId delivery) {
        Redelivery asked =
                new Redelivery(TenantId.DEFAULT, listener, source(event), reason, null, askedAt, delivery, null);
        send(Topics.REDELIVERIES, listener.value(), DeliveryJson.write(asked));
    }

    private SourceRecord source(String event) {
        return new SourceRecord("t", 0, 7, "e", headers(event), data());
    }

    private Map<String, String> headers(String event) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", name + "-" + event,
                "ce_source", "s",
                "ce_type", "execution.succeeded",
                "content-type", "application/json");
    }

    private byte[] data() {
        return "{\"workflow\":{\"name\":\"%s\"},\"execution\":{\"id\":\"e-%s\"}}"
                .formatted(name, name)
                .getBytes(StandardCharsets.UTF_8);
    }

    private DeliveryId id(String event) {
        return DeliveryId.of(TenantId.DEFAULT, "s", name + "-" + event, listener);
    }

    private void publish(String event) {
        RecordHeaders headers = new RecordHeaders();
        headers(event).forEach((header, value) -> headers.add(header, bytes(value)));
        send(new ProducerRecord<>(Topics.WORKFLOW_EXECUTIONS, null, bytes("e"), data(), headers));
    }

    private String key() {
        return CatalogKey.of(TenantId.DEFAULT, listener).toString();
    }

    private void register(IntUnaryOperator statusOfRequest, String fields, String delivery) throws IOException {
        startServer(statusOfRequest);
        define(fields, delivery);
    }

    private void define(String fields, String delivery) {
        send(Topics.CATALOG, key(), bytes("""
                {"tenant":"default","id":"%s","revision":1,"paused":false,"signingSecret":"v1:k1:AAECAwQFBgcICQoL",
                 "definition":{"name":"n",%s,"delivery":%s,"callback":
                   {"type": "http", "url": "http://127.0.0.1:%d/", "signing": {"scheme": "none"}}}}""".formatted(
                        listener, fields, delivery, server.getAddress().getPort())));
        await().atMost(LONG)
                .until(() -> catalog.current()
                        .find(CatalogKey.of(TenantId.DEFAULT, listener))
                        .isPresent());
    }

    private void startServer(IntUnaryOperator statusOfRequest) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> answer(exchange, statusOfRequest));
        server.start();
    }

    private void answer(HttpExchange exchange, IntUnaryOperator statusOfRequest) throws IOException {
        exchange.getRequestBody().readAllBytes();
        arrivals.add(new Arrived(
                exchange.getRequestHeaders().getFirst("X-Hearken-Event"),
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("X-Hearken-Attempt")));
        exchange.sendResponseHeaders(statusOfRequest.applyAsInt(arrivals.size()), -1);
        exchange.close();
    }

    /** As the delivery log reads it: more attempts, then an end over a wait; records may overtake each other. */
    private DeliveryStatus status(String event) {
        return records(event).stream()
                .map(AttemptRecord::standing)
                .max(Comparator.comparingInt(Standing::attempts)
                        .thenComparing(standing -> standing.status().isEnd()))
                .map(Standing::status)
                .orElse(DeliveryStatus.WAITING);
    }

    private AttemptRecord last(String event) {
        List<AttemptRecord> all = records(event);
        return all.get(all.size() - 1);
    }

    /** What the log hears of a delivery, in its order. */
    private List<AttemptRecord> records(String event) {
        return values(Topics.ATTEMPTS, AttemptRecord.class).stream()
                .filter(record -> record.delivery().equals(id(event)))
                .toList();
    }

    private List<DeadLetter> deadLetters() {
        return values(Topics.DEAD_LETTERS, DeadLetter.class).stream()
                .filter(letter -> letter.delivery().listener().equals(listener))
                .toList();
    }

    /** Why orders of this test were put aside. */
    private List<String> invalid() {
        return TestTopics.records(Topics.INVALID_EVENTS).stream()
                .filter(record -> record.key() != null)
                .filter(record -> List.of(listener.value(), name + "-poison")
                        .contains(new String(record.key(), StandardCharsets.UTF_8)))
                .map(record ->
                        new String(record.headers().lastHeader("hearken-reason").value(), StandardCharsets.UTF_8))
                .toList();
    }
}
