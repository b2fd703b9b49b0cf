package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.DispatcherResource;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.ConditionFailure;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.ListenerState;
import dev.hearken.model.delivery.ListenerState.Health;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.RetryTier;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.hearken.dispatcher.TestTopics.bytes;
import static dev.hearken.dispatcher.TestTopics.send;
import static dev.hearken.dispatcher.TestTopics.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A whole dispatcher on a real broker, against sockets of which every answer is ours. */
@QuarkusTest
@WithTestResource(DispatcherResource.class)
class DeliveryEngineTest {
    private static final AtomicInteger LISTENERS = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String OK = "200 OK\r\n";

    private final String name = "w-" + LISTENERS.incrementAndGet();
    private final ListenerId listener = new ListenerId("01JDXYZABCDEFGHJKMNPQRST%02d".formatted(LISTENERS.get()));
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final List<ServerSocket> servers = new ArrayList<>();

    @Inject
    MeterRegistry meters;

    @Inject
    Catalog catalog;

    /** A request as it arrived. */
    private record Arrival(Instant at, int attempt, String delivery) {
        private static final Pattern ATTEMPT = Pattern.compile("(?i)x-hearken-attempt: (\\d+)");
        private static final Pattern ID = Pattern.compile("(?i)webhook-id: (\\S+)");

        static Arrival of(String request) {
            return new Arrival(Instant.now(), Integer.parseInt(find(ATTEMPT, request)), find(ID, request));
        }

        private static String find(Pattern pattern, String request) {
            Matcher matcher = pattern.matcher(request);
            assertThat(matcher.find()).isTrue();
            return matcher.group(1);
        }
    }

    @AfterEach
    void close() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
        send(Topics.CATALOG, key(), null);
    }

    @Test
    void waitsAsLongAsTheEndpointAsksWhereThatIsLongerThanTheSchedule() throws IOException {
        // given
        int port = serve(0, number -> number == 1 ? "429 Too Many\r\nRetry-After: 4\r\n" : OK);
        register(port, "{\"retry\": {\"schedule\": [\"PT1S\", \"PT10S\"], \"jitter\": 0}}");

        // when
        publish(1);

        // then
        await().atMost(LONG).until(() -> arrivals.size() == 2);
        assertThat(Duration.between(arrivals.get(0).at(), arrivals.get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
        assertThat(arrivals).extracting(Arrival::attempt).containsExactly(1, 2);
        assertThat(arrivals.get(1).delivery()).isEqualTo(arrivals.get(0).delivery());
    }

    @Test
    void endsADeliveryByTheStatusesThatTheListenerCallsPermanent() throws IOException {
        // given
        int port = serve(0, number -> "502 Bad Gateway\r\n");
        register(port, "{\"retry\": {\"permanentStatus\": [\"500-502\"]}}");

        // when
        publish(1);

        // then
        await().atMost(LONG).until(() -> deadLetters().size() == 1);
        assertThat(deadLetters()).extracting(DeadLetter::reason).containsExactly(FailureReason.STATUS_PERMANENT);
        assertThat(arrivals).hasSize(1);
    }

    @Test
    void givesAListenerUpWhoseEndpointIsGone() throws IOException {
        // given
        int port = serve(0, number -> "410 Gone\r\n");
        register(port, "{}");

        // when
        publish(1);
        await().atMost(LONG).until(() -> deadLetters().size() == 1);
        publish(2);

        // then
        await().atMost(LONG).until(() -> deadLetters().size() == 2);
        assertThat(deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactlyInAnyOrder(FailureReason.GONE, FailureReason.LISTENER_DISABLED);
        assertThat(arrivals).hasSize(1);
        await().atMost(LONG).until(() -> states().size() == 1);
        assertThat(states().get(0).health()).isEqualTo(Health.DISABLED);
        assertThat(states().get(0).reason()).isEqualTo(FailureReason.GONE);
    }

    @Test
    void opensTheBreakerOfADeadEndpointAndClosesItWhenItIsBackWithoutBurningAttempts() throws IOException {
        // given
        int port = serve(0, number -> OK);
        servers.get(0).close();
        register(port, "{\"maxInFlight\": 1, \"retry\": {\"schedule\": [\"PT1S\", \"PT1S\", \"PT1S\", \"PT1S\"]}}");

        // when
        for (int i = 0; i < 30; i++) {
            publish(i);
        }
        await().atMost(LONG).until(() -> states().stream().anyMatch(state -> state.health() == Health.OPEN));
        serve(port, number -> OK);

        // then
        await().atMost(LONG).until(() -> deliveries().size() == 30);
        await().atMost(LONG).until(() -> states().get(states().size() - 1).health() == Health.ACTIVE);
        assertThat(states().get(0).reason()).isEqualTo(FailureReason.CONNECT_FAILED);
        assertThat(arrivals.stream().filter(arrival -> arrival.attempt() == 1).count())
                .as("deliveries that waited without an attempt")
                .isGreaterThanOrEqualTo(20);
        assertThat(deadLetters()).isEmpty();
        assertThat(meters.counter("hearken.admission.refusals", "reason", "breaker-open")
                        .count())
                .isPositive();
        assertThat(meters.counter("hearken.attempts.dialled.again").count()).isPositive();
    }

    @Test
    void triesNoDeliveryThatIsOlderThanTheListenerAllows() throws IOException {
        // given
        int port = serve(0, number -> OK);
        register(port, "{\"maxAge\": \"PT1M\"}");
        Instant now = Instant.now();
        Delivery old = new Delivery(
                DeliveryId.of(TenantId.DEFAULT, "s", "old", listener),
                TenantId.DEFAULT,
                listener,
                "old",
                "execution.succeeded",
                new SourceRecord("t", 0, 0, null, Map.of(), new byte[0]),
                RenderedBody.NONE,
                now.minusSeconds(61),
                now,
                List.of());

        // when
        send(RetryTier.FIVE_SECONDS.topic(), listener.value(), DeliveryJson.write(old));

        // then
        await().atMost(LONG).until(() -> deadLetters().size() == 1);
        assertThat(deadLetters().get(0).reason()).isEqualTo(FailureReason.EXPIRED);
        assertThat(arrivals).isEmpty();
    }

    @Test
    void saysWhyAConditionCouldNotBeJudged() throws IOException {
        // given
        int port = serve(0, number -> OK);
        define("\"condition\": \"metadata.rows > 0\", \"callback\": " + callback(port, ""));

        // when
        publish(1);

        // then
        await().atMost(LONG).until(() -> conditionFailures().size() == 1);
        ConditionFailure failure = conditionFailures().get(0);
        assertThat(failure.error()).contains("rows");
        assertThat(failure.revision()).isEqualTo(1);
        assertThat(states()).isEmpty();
        assertThat(arrivals).isEmpty();
    }

    @Test
    void makesADeadLetterOfWhatCannotBeRendered() throws IOException {
        // given
        int port = serve(0, number -> OK);
        define("\"callback\": " + callback(port, "${{metadata.none}}"));

        // when
        publish(1);

        // then
        await().atMost(LONG).until(() -> deadLetters().size() == 1);
        assertThat(deadLetters().get(0).reason()).isEqualTo(FailureReason.RENDERING);
        assertThat(deadLetters().get(0).detail()).contains("metadata.none");
        assertThat(states()).isEmpty();
        assertThat(arrivals).isEmpty();
    }

    private Set<String> deliveries() {
        Set<String> ids = new HashSet<>();
        arrivals.forEach(arrival -> ids.add(arrival.delivery()));
        return ids;
    }

    private String key() {
        return CatalogKey.of(TenantId.DEFAULT, listener).toString();
    }

    private void register(int port, String delivery) {
        define("\"delivery\": %s, \"callback\": %s".formatted(delivery, callback(port, "")));
    }

    private static String callback(int port, String path) {
        return """
                {"type": "http", "url": "http://127.0.0.1:%d/%s", "strict": true, "signing": {"scheme": "none"}}""".formatted(port, path);
    }

    /** Puts a listener for this test's workflow into the catalog, and waits until an event for it would be heard. */
    private void define(String fields) {
        send(Topics.CATALOG, key(), """
                {"tenant":"default","id":"%s","revision":1,"paused":false,"signingSecret":"v1:k1:AAECAwQFBgcICQoL",
                 "definition":{"name":"n","selector":{"workflows":["%s"]},%s}}""".formatted(listener, name, fields).getBytes(StandardCharsets.UTF_8));
        await().atMost(LONG)
                .until(() -> catalog.current()
                        .find(CatalogKey.of(TenantId.DEFAULT, listener))
                        .isPresent());
    }

    private void publish(int number) {
        RecordHeaders headers = new RecordHeaders();
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        name + "-" + number,
                        "ce_source",
                        "s",
                        "ce_type",
                        "execution.succeeded")
                .forEach((header, value) -> headers.add(header, value.getBytes(StandardCharsets.UTF_8)));
        headers.add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        byte[] value = "{\"workflow\":{\"name\":\"%s\"},\"execution\":{\"id\":\"e\"}}"
                .formatted(name)
                .getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(Topics.WORKFLOW_EXECUTIONS, null, bytes("e"), value, headers));
    }

    private List<DeadLetter> deadLetters() {
        return values(Topics.DEAD_LETTERS, DeadLetter.class).stream()
                .filter(letter -> letter.delivery().listener().equals(listener))
                .toList();
    }

    private List<ConditionFailure> conditionFailures() {
        return values(Topics.LISTENER_STATE, ConditionFailure.class).stream()
                .filter(failure -> failure.listener().equals(listener))
                .toList();
    }

    private List<ListenerState> states() {
        return values(Topics.LISTENER_STATE, ListenerState.class).stream()
                .filter(state -> state.listener().equals(listener))
                .toList();
    }

    /**
     * Answers requests with what follows {@code HTTP/1.1} for the first, second, … of them.
     *
     * @return the port
     */
    private int serve(int port, IntFunction<String> answers) throws IOException {
        ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        servers.add(server);
        Thread acceptor = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread connection = new Thread(() -> talk(socket, answers));
                    connection.setDaemon(true);
                    connection.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        acceptor.setDaemon(true);
        acceptor.start();
        return server.getLocalPort();
    }

    private void talk(Socket socket, IntFunction<String> answers) {
        try (socket) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[65536];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                String request = new String(buffer, 0, read, StandardCharsets.UTF_8);
                if (request.startsWith("POST")) {
                    arrivals.add(Arrival.of(request));
                    String answer = answers.apply(arrivals.size());
                    socket.getOutputStream()
                            .write(("HTTP/1.1 " + answer + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    return;
                }
            }
        } catch (IOException e) {
            // The client has had enough.
        }
    }
}
