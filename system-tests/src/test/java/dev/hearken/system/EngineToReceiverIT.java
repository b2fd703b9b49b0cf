package dev.hearken.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.RetryTier;
import dev.hearken.model.topic.Topics;
import dev.hearken.test.TestBackends;
import dev.hearken.test.marks.Threat;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An engine posts its own format over HTTP; a listener with labels, a rule, a condition, templates, a variable and a
 * secret hears it. All of it in the packaged services.
 */
class EngineToReceiverIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String OLD_KEY = "old-routing-key-0123456789";
    private static final String NEW_KEY = "new-routing-key-9876543210";
    private static final List<String> RETRY_TOPICS =
            Arrays.stream(RetryTier.values()).map(RetryTier::topic).toList();

    private static Kafka kafka;
    private static ServiceProcess registry;
    private static ServiceProcess dispatcher;
    private static RegistryApi api;
    private static int others;

    private final List<String> listeners = new ArrayList<>();
    private Receiver receiver;

    @BeforeAll
    static void start() throws IOException {
        TestBackends backends = TestBackends.shared();
        kafka = new Kafka(backends.bootstrapServers());
        registry = ServiceProcess.registry(backends, backends.newDatabase()).awaitReady();
        dispatcher = ServiceProcess.dispatcher(backends, "engine-to-receiver").awaitReady();
        api = new RegistryApi(registry.url());
        others = dispatcher.listeners();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        dispatcher.close();
        registry.close();
        kafka.close();
    }

    @BeforeEach
    void store() throws IOException, InterruptedException {
        receiver = new Receiver();
        assertThat(put("/variables/region", "eu-west-1")).isBetween(200, 201);
        assertThat(put("/secrets/routing_key", OLD_KEY)).isBetween(200, 201);
    }

    @AfterEach
    void cleanUp() throws IOException, InterruptedException {
        for (String listener : listeners) {
            api.delete(listener);
        }
        await().atMost(LONG).until(() -> dispatcher.listeners() == others);
        receiver.close();
    }

    @Test
    void receiverGetsWhatThePreviewShows() throws Exception {
        // given
        String listener = register(listener("/ok/${{workflow.name}}"));
        JsonNode preview = preview(listener, update("r-preview"));

        // when
        assertThat(ingest(update("r-preview"))).isEqualTo(200);

        // then
        await().atMost(LONG).until(() -> receiver.successes() == 1);
        Arrival arrival = receiver.arrivals().get(0);
        assertThat(preview.at("/matches").booleanValue()).isTrue();
        assertThat(preview.at("/request/url").textValue()).endsWith(arrival.path());
        assertThat(arrival.path()).isEqualTo("/ok/demo");
        assertThat(arrival.header("X-Routing")).isEqualTo(OLD_KEY);
        assertThat(preview.at("/request/headers/X-Routing").textValue()).isEqualTo("***");
        assertThat(JSON.readTree(arrival.body())).isEqualTo(JSON.readTree("""
                {"routing_key": "%s", "summary": "demo FAILED in eu-west-1 after 3s", "message": "unexpected return code 2"}
                """.formatted(OLD_KEY)));
        assertThat(preview.at("/request/bodyText").textValue())
                .isEqualTo(arrival.body().replace(OLD_KEY, "***"));
    }

    @Test
    void passesByWhatRuleOrConditionExcludes() throws Exception {
        // given
        ObjectNode patient = listener("/ok/patient");
        patient.withArray("rules")
                .addObject()
                .put("variable", "execution.durationMs")
                .put("operation", "GREATER_THAN")
                .put("value", "60000");
        ObjectNode elsewhere = listener("/ok/elsewhere");
        elsewhere.put("condition", "execution.error != null && execution.error.message.startsWith('disk')");
        ObjectNode heard = listener("/ok/heard");
        JsonNode preview = preview(register(patient), update("r-excluded"));
        register(elsewhere);
        register(heard);

        // when
        assertThat(ingest(update("r-excluded"))).isEqualTo(200);

        // then
        await().atMost(LONG).until(() -> receiver.successes() > 0);
        await().during(Duration.ofSeconds(2))
                .atMost(LONG)
                .until(() -> receiver.arrivals().size() == 1);
        assertThat(receiver.arrivals().get(0).path()).isEqualTo("/ok/heard");
        assertThat(preview.at("/matches").booleanValue()).isFalse();
        assertThat(preview.at("/because").toString()).contains("rules[0]").contains("3250");
    }

    @Test
    @Threat("H2")
    void secretIsInNoTopicAndNoLogAndItsNewValueCountsAtTheNextAttempt() throws Exception {
        // given
        register(listener("/flaky/secret"));

        // when
        assertThat(ingest(update("r-secret"))).isEqualTo(200);
        await().atMost(LONG).until(() -> !receiver.arrivals().isEmpty());
        assertThat(put("/secrets/routing_key", NEW_KEY)).isEqualTo(200);

        // then
        await().atMost(LONG).until(() -> receiver.successes() == 1);
        List<Arrival> arrivals = receiver.arrivals();
        assertThat(arrivals)
                .extracting(Arrival::id)
                .hasSize(3)
                .containsOnly(arrivals.get(0).id());
        assertThat(arrivals.get(0).header("X-Routing")).isEqualTo(OLD_KEY);
        assertThat(arrivals.get(2).header("X-Routing")).isEqualTo(NEW_KEY);
        assertThat(arrivals.get(2).body()).isEqualTo(arrivals.get(0).body().replace(OLD_KEY, NEW_KEY));
        List<String> topics = new ArrayList<>(RETRY_TOPICS);
        topics.addAll(List.of(Topics.CATALOG, Topics.DEAD_LETTERS, Topics.ATTEMPTS));
        assertThat(kafka.read(topics))
                .isNotEmpty()
                .extracting(record -> record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8))
                .noneMatch(text -> text.contains(OLD_KEY) || text.contains(NEW_KEY));
        assertThat(dispatcher.log() + registry.log()).doesNotContain(OLD_KEY).doesNotContain(NEW_KEY);
        JsonNode logged = await().atMost(LONG)
                .until(
                        () -> delivery(arrivals.get(0).id()),
                        view -> view.path("attempts").size() == 3);
        assertThat(logged.path("status").textValue()).isEqualTo("delivered");
        assertThat(logged.path("workflow").textValue()).isEqualTo("demo");
        assertThat(logged.findValuesAsText("X-Routing")).containsExactly("***", "***", "***");
        assertThat(logged.at("/attempts/2/request/body/text").textValue()).contains("\"routing_key\":\"***\"");
        assertThat(logged.toString()).doesNotContain(OLD_KEY).doesNotContain(NEW_KEY);
    }

    @Test
    void waitsForTheEndOfAQuietWindow() throws Exception {
        // given
        Instant until = Instant.now().plus(61, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);
        DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
        ObjectNode quiet = listener("/ok/quiet");
        quiet.putArray("quietWindows")
                .addObject()
                .put("from", clock.format(until.minus(2, ChronoUnit.HOURS)))
                .put("to", clock.format(until))
                .put("then", "HOLD");
        String listener = register(quiet);

        // when
        assertThat(ingest(update("r-quiet"))).isEqualTo(200);

        // then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(waiting(listener)).hasValueSatisfying(delivery -> {
                    assertThat(delivery.due()).isAfterOrEqualTo(until).isBefore(until.plus(1, ChronoUnit.MINUTES));
                    assertThat(delivery.attempts()).isEmpty();
                }));
        assertThat(receiver.arrivals()).isEmpty();
    }

    private ObjectNode listener(String path) throws IOException {
        ObjectNode definition = (ObjectNode) JSON.readTree("""
                {"name": "engine to receiver",
                 "selector": {"events": ["execution.failed"], "labels": {"env": "pr*"}},
                 "rules": [{"variable": "execution.durationMs", "operation": "GREATER_THAN", "value": "1000"}],
                 "condition": "execution.error != null && execution.error.message.contains('return code')",
                 "callback": {"type": "http",
                   "headers": {"X-Routing": "${{secrets.routing_key}}"},
                   "body": {"routing_key": "${{secrets.routing_key}}", "message": "${{execution.error.message}}",
                     "summary": "${{workflow.name}} ${{execution.state}} in ${{variables.region}} after ${{execution.durationMs | duration}}"}},
                 "delivery": {"retry": {"schedule": ["PT3S", "PT1S"], "jitter": 0}}}
                """);
        ((ObjectNode) definition.get("callback")).put("url", receiver.url("") + path);
        return definition;
    }

    private String register(ObjectNode definition) throws IOException, InterruptedException {
        String id = api.create(definition).get("id").textValue();
        listeners.add(id);
        await().atMost(LONG).until(() -> dispatcher.listeners() == others + listeners.size());
        return id;
    }

    /** What Factotum posts when a job has failed. */
    private static String update(String run) throws IOException {
        try (InputStream in = EngineToReceiverIT.class.getResourceAsStream("/factotum-job-failed.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("r-2", run);
        }
    }

    private static int ingest(String update) throws IOException, InterruptedException {
        return api.send("POST", "/ingest/factotum", update).statusCode();
    }

    private static JsonNode preview(String listener, String event) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode().put("listenerId", listener);
        request.set("event", JSON.readTree(event));
        HttpResponse<String> answer = api.send("POST", "/preview", request.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode delivery(String id) throws IOException, InterruptedException {
        return JSON.readTree(api.send("GET", "/deliveries/" + id, "").body());
    }

    private static int put(String path, String value) throws IOException, InterruptedException {
        return api.send("PUT", path, JSON.createObjectNode().put("value", value).toString())
                .statusCode();
    }

    private static Optional<Delivery> waiting(String listener) {
        return kafka.read(RETRY_TOPICS).stream()
                .flatMap(record -> DeliveryJson.read(record.value(), Delivery.class).stream())
                .filter(delivery -> delivery.listener().value().equals(listener))
                .findFirst();
    }
}
