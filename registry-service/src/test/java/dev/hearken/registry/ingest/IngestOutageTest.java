package dev.hearken.registry.ingest;

import dev.hearken.local.backends.Backends;
import dev.hearken.local.backends.BackendsOptions;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

/** A Kafka of its own, which it stops and starts, and a registry that lets guests bring events. */
@QuarkusTest
@WithTestResource(value = IngestOutageTest.OwnKafka.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class IngestOutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The broker, beside the shared PostgreSQL. */
    public static final class OwnKafka implements QuarkusTestResourceLifecycleManager {
        private static final RegistryResource REGISTRY = new RegistryResource();
        private static BackendsOptions options;
        private static Backends kafka;

        @Override
        public Map<String, String> start() {
            try {
                Path directory = Files.createTempDirectory("registry-ingest");
                kafka = Backends.start(BackendsOptions.in(directory).onlyKafka());
                String servers = kafka.bootstrapServers();
                options = BackendsOptions.in(directory)
                        .onlyKafka()
                        .kafkaPort(Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            Map<String, String> config = new HashMap<>(REGISTRY.start());
            config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
            config.put("registry.ingest.ack-timeout", "PT2S");
            config.put("registry.ingest.anonymous", "true");
            config.put("registry.ingest.executions-topic", "own.executions");
            return config;
        }

        @Override
        public void stop() {
            kafka.close();
            REGISTRY.stop();
        }
    }

    @Test
    void ofTheBrokerIsAnsweredWith503AndNothingIsAcknowledged() throws Exception {
        // given
        Api.installKeys();
        createTopic();
        EventTopicReader topics = new EventTopicReader(OwnKafka.kafka.bootstrapServers());
        String execution = "e-" + UUID.randomUUID();
        publish(execution, "before").then().statusCode(202);

        // when
        OwnKafka.kafka.close();
        List<Response> during = List.of(publish(execution, "during"), guest(execution));
        OwnKafka.kafka = Backends.start(OwnKafka.options);

        // then
        during.forEach(response -> response.then()
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("https://hearken.dev/problems/not-acknowledged")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> publish(execution, "after").then().statusCode(202));
        assertThat(topics.of("own.executions", execution).stream().map(EventTopicReader::text))
                .contains(
                        IngestTest.event("before", execution, "execution.failed"),
                        IngestTest.event("after", execution, "execution.failed"));
    }

    @Test
    void doesNotMatterToWhomGuestsMayReach() throws Exception {
        // given
        createTopic();

        // then
        guest("e-guest").then().statusCode(200);
        Api.plain().get(Api.LISTENERS).then().statusCode(401);
        Api.plain().get("/v1/ingest/../listeners").then().statusCode(401);
        Api.plain().get("/q/openapi").then().statusCode(401);
        Api.plain()
                .contentType("application/json")
                .body("{}")
                .post("/v1/events")
                .then()
                .statusCode(401);
        Api.as("hk_nobody_" + "x".repeat(40))
                .contentType("application/json")
                .body("{}")
                .post("/v1/ingest/mistral")
                .then()
                .statusCode(401);
    }

    private static Response guest(String execution) {
        return Api.plain()
                .contentType("application/json")
                .body("""
                        {"id": "%s", "workflow_name": "nightly", "state": "SUCCESS", "event": "WORKFLOW_SUCCEEDED"}""".formatted(execution))
                .post("/v1/ingest/mistral");
    }

    private static Response publish(String execution, String id) {
        return Api.as(Keys.ADMIN)
                .contentType("application/cloudevents+json")
                .body(IngestTest.event(id, execution, "execution.failed").getBytes(StandardCharsets.UTF_8))
                .post("/v1/events");
    }

    private static void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", OwnKafka.kafka.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains("own.executions")) {
                admin.createTopics(List.of(new NewTopic("own.executions", 1, (short) 1)))
                        .all()
                        .get();
            }
        }
    }
}
