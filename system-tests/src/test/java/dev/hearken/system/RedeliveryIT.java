package dev.hearken.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hearken.test.TestBackends;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is sent on demand and what is called off, from the API to the endpoint, in the packaged services. */
class RedeliveryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(120);

    private static ServiceProcess registry;
    private static ServiceProcess dispatcher;
    private static RegistryApi api;
    private static int others;

    private final List<String> arrivals = new CopyOnWriteArrayList<>();
    private volatile int status;
    private HttpServer endpoint;
    private String listener = "";

    @BeforeAll
    static void start() throws IOException {
        TestBackends backends = TestBackends.shared();
        registry = ServiceProcess.registry(backends, backends.newDatabase()).awaitReady();
        dispatcher = ServiceProcess.dispatcher(backends, "redelivery").awaitReady();
        api = new RegistryApi(registry.url());
        others = dispatcher.listeners();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        dispatcher.close();
        registry.close();
    }

    @BeforeEach
    void open() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        endpoint.createContext("/", this::receive);
        endpoint.start();
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        api.delete(listener);
        await().atMost(LONG).until(() -> dispatcher.listeners() == others);
        endpoint.stop(0);
    }

    @Test
    void deadLetterArrivesUnderItsOldIdOnceTheEndpointIsMended() throws Exception {
        // given
        status = 500;
        register(true, "[\"PT1S\"]");
        ingest("r-dead");
        String id = await().atMost(LONG)
                .until(() -> deadLetters().path("items").path(0).path("id").asText(), found -> !found.isEmpty());
        status = 200;

        // when
        HttpResponse<String> answer = api.send("POST", "/deliveries/" + id + "/redeliver", "");

        // then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await().atMost(LONG).until(() -> delivery(id).path("status").asText().equals("delivered"));
        assertThat(arrivals).hasSize(3).containsOnly(id);
        assertThat(delivery(id).path("earlierRuns")).hasSize(1);
        assertThat(deadLetters().path("items")).isEmpty();
    }

    @Test
    void allDeadLettersOfAListenerArriveWhenTheyAreSentAgain() throws Exception {
        // given
        status = 400;
        register(true, "[\"PT1S\"]");
        for (int i = 0; i < 5; i++) {
            ingest("r-all-" + i);
        }
        await().atMost(LONG).until(() -> deadLetters().path("items").size() == 5);
        List<String> failed = List.copyOf(arrivals);
        status = 200;

        // when
        HttpResponse<String> answer =
                api.send("POST", "/dead-letters/redeliver", "{\"listener\": \"" + listener + "\"}");

        // then
        assertThat(JSON.readTree(answer.body()).path("redelivered").asInt()).isEqualTo(5);
        await().atMost(LONG).until(() -> arrivals.size() == 10);
        assertThat(arrivals.subList(5, 10)).containsExactlyInAnyOrderElementsOf(failed);
        await().atMost(LONG).until(() -> deadLetters().path("items").isEmpty());
    }

    @Test
    void deliveryThatIsCalledOffWhileItWaitsNeverArrives() throws Exception {
        // given
        status = 503;
        register(true, "[\"PT8S\", \"PT1S\"]");
        ingest("r-off");
        await().atMost(LONG).until(() -> arrivals.size() == 1);
        String id = arrivals.get(0);
        await().atMost(LONG).until(() -> delivery(id).path("status").asText().equals("waiting"));

        // when
        HttpResponse<String> answer = api.send("POST", "/deliveries/" + id + "/cancel", "");

        // then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await().atMost(LONG).until(() -> delivery(id).path("status").asText().equals("cancelled"));
        assertThat(arrivals).hasSize(1);
        assertThat(api.send("POST", "/deliveries/" + id + "/cancel", "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void testOfAListenerThatIsStillDisabledShowsTheRequestAndTheResponse() throws Exception {
        // given
        status = 200;
        register(false, "[\"PT1S\"]");

        // when
        HttpResponse<String> answer = api.send("POST", "/listeners/" + listener + "/test", "{}");

        // then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode outcome = JSON.readTree(answer.body());
        assertThat(outcome.path("status").asText()).isEqualTo("delivered");
        assertThat(outcome.at("/response/status").asInt()).isEqualTo(200);
        assertThat(outcome.at("/response/body").asText()).isEqualTo("thanks");
        assertThat(outcome.at("/request/url").asText()).isEqualTo(url());
        assertThat(outcome.at("/request/headers/webhook-signature").asText()).isEqualTo("***");
        assertThat(outcome.at("/request/body/text").asText()).contains("execution.failed");
        assertThat(arrivals).containsExactly(outcome.path("deliveryId").asText());
    }

    @Test
    void testThatFailsSaysSoAndIsNotRepeated() throws Exception {
        // given
        status = 503;
        register(true, "[\"PT1S\"]");

        // when
        HttpResponse<String> answer = api.send("POST", "/listeners/" + listener + "/test", "{}");

        // then
        JsonNode outcome = JSON.readTree(answer.body());
        assertThat(outcome.path("status").asText()).as(answer.body()).isEqualTo("failed");
        assertThat(outcome.path("reason").asText()).isEqualTo("status-retryable");
        await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> arrivals.size() == 1);
        assertThat(deadLetters().path("items")).isEmpty();
    }

    private void receive(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        arrivals.add(exchange.getRequestHeaders().getFirst("webhook-id"));
        byte[] body = "thanks".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/run";
    }

    private void register(boolean enabled, String schedule) throws IOException, InterruptedException {
        ObjectNode definition = (ObjectNode) JSON.readTree("""
                {"name": "on demand", "enabled": %s, "selector": {"events": ["execution.failed"]},
                 "callback": {"type": "http", "url": "%s"},
                 "delivery": {"retry": {"schedule": %s, "jitter": 0}}}""".formatted(enabled, url(), schedule));
        listener = api.create(definition).get("id").textValue();
        if (enabled) {
            await().atMost(LONG).until(() -> dispatcher.listeners() > others);
        }
    }

    private static void ingest(String run) throws IOException, InterruptedException {
        try (InputStream in = RedeliveryIT.class.getResourceAsStream("/factotum-job-failed.json")) {
            String update = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("r-2", run);
            assertThat(api.send("POST", "/ingest/factotum", update).statusCode())
                    .isEqualTo(200);
        }
    }

    private JsonNode deadLetters() throws IOException, InterruptedException {
        return JSON.readTree(api.get("/dead-letters?listener=" + listener).body());
    }

    private static JsonNode delivery(String id) throws IOException, InterruptedException {
        return JSON.readTree(api.get("/deliveries/" + id).body());
    }
}
