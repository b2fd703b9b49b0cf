package dev.hearken.registry.outbox;

import dev.hearken.local.backends.Backends;
import dev.hearken.local.backends.BackendsOptions;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import dev.hearken.registry.deliverylog.Reports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

/**
 * Kafka and PostgreSQL of its own, as local processes even where the other tests use containers: it stops and starts
 * them.
 */
@QuarkusTest
@WithTestResource(value = OutageOfBackendsTest.OwnBackends.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OutageOfBackendsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    /** The two backends, each to be stopped and started on its own. */
    public static final class OwnBackends implements QuarkusTestResourceLifecycleManager {
        private static BackendsOptions kafkaOptions;
        private static BackendsOptions postgresOptions;
        private static Backends kafka;
        private static Backends postgres;

        @Override
        public Map<String, String> start() {
            try {
                Path directory = Files.createTempDirectory("registry-outage");
                kafka = Backends.start(
                        BackendsOptions.in(directory.resolve("kafka")).onlyKafka());
                postgres = Backends.start(
                        BackendsOptions.in(directory.resolve("postgres")).onlyPostgres());
                kafkaOptions = BackendsOptions.in(directory.resolve("kafka"))
                        .onlyKafka()
                        .kafkaPort(port(kafka.bootstrapServers()));
                postgresOptions = BackendsOptions.in(directory.resolve("postgres"))
                        .onlyPostgres()
                        .postgresPort(URI.create(postgres.jdbcUrl().substring("jdbc:".length()))
                                .getPort());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return Map.of(
                    "kafka.bootstrap.servers",
                    kafka.bootstrapServers(),
                    "quarkus.datasource.jdbc.url",
                    postgres.jdbcUrl(),
                    "quarkus.datasource.username",
                    postgres.user(),
                    "quarkus.datasource.password",
                    postgres.password(),
                    "quarkus.devservices.enabled",
                    "false",
                    "registry.secret.key-ring",
                    RegistryResource.KEY_RING,
                    "registry.access.bootstrap-key",
                    Keys.ADMIN,
                    "quarkus.http.test-port",
                    "0",
                    "quarkus.management.test-port",
                    "0");
        }

        private static int port(String bootstrapServers) {
            return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
        }

        @Override
        public void stop() {
            kafka.close();
            postgres.close();
        }
    }

    @BeforeEach
    void ready() throws Exception {
        Api.installKeys();
        createTopic();
    }

    @Test
    void ofKafkaLetsTheApiGoOnAndIsMadeUpFor() throws Exception {
        // given
        CatalogTopicReader topic = new CatalogTopicReader(OwnBackends.kafka.bootstrapServers());
        String before = Api.created("before");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topic.last(key(before))).isPresent());

        // when
        OwnBackends.kafka.close();
        String during = Api.created("during");
        Response changed = Api.patch(before, "{\"name\": \"changed during\"}");
        String ready = RawHttp.exchange(management, RawHttp.request("GET", "/q/health/ready"));
        String live = RawHttp.exchange(management, RawHttp.request("GET", "/q/health/live"));
        OwnBackends.kafka = Backends.start(OwnBackends.kafkaOptions);

        // then
        changed.then().statusCode(200);
        assertThat(ready).startsWith("HTTP/1.1 200 ");
        assertThat(live).startsWith("HTTP/1.1 200 ");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topic.last(key(during))).isPresent());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(topic.last(key(before)).orElse("")).contains("changed during"));
    }

    @Test
    void ofPostgresIsAnsweredWith503AndPasses() throws Exception {
        // given
        String id = Api.created("patient");

        // when
        OwnBackends.postgres.close();
        Response read = Api.get(id);
        Response write = Api.create(Api.listener("lost"));
        Response unknownKey = Api.as("hk_nobody_" + "x".repeat(40)).get(Api.LISTENERS);
        String live = RawHttp.exchange(management, RawHttp.request("GET", "/q/health/live"));
        String ready = RawHttp.exchange(management, RawHttp.request("GET", "/q/health/ready"));
        OwnBackends.postgres = Backends.start(OwnBackends.postgresOptions);

        // then
        for (Response response : List.of(read, write, unknownKey)) {
            response.then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .contentType("application/problem+json")
                    .body("type", equalTo("https://hearken.dev/problems/unavailable"));
        }
        assertThat(live).startsWith("HTTP/1.1 200 ");
        assertThat(ready).startsWith("HTTP/1.1 503 ");
        await().atMost(PATIENCE).untilAsserted(() -> Api.get(id).then().statusCode(200));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(published(Api.created("afterwards"))).isPresent());
    }

    @Test
    void ofPostgresLetsTheDeliveryLogLagAndLoseNothing() throws Exception {
        // given
        ListenerId listener = new ListenerId(Api.created("logged"));
        List<Reports> deliveries = IntStream.range(0, 50)
                .mapToObj(i -> new Reports(
                        TenantId.DEFAULT, listener, "outage-" + i, new Subject("w", "outage", null), Instant.now()))
                .toList();

        // when
        OwnBackends.postgres.close();
        Reports.send(
                OwnBackends.kafka.bootstrapServers(),
                deliveries.stream()
                        .map(delivery -> delivery.delivered(1, Duration.ZERO))
                        .toList());
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> Api.as(Keys.VIEWER).get("/v1/deliveries").statusCode() == 503);
        OwnBackends.postgres = Backends.start(OwnBackends.postgresOptions);

        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Api.as(Keys.VIEWER)
                                .get("/v1/deliveries?execution=outage&limit=200")
                                .jsonPath()
                                .getList("items.id"))
                        .hasSize(50));
    }

    @Test
    void ofTheTopicIsToldByReadinessAndMadeUpFor() throws Exception {
        // given
        String id = Api.created("kept");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(published(id)).isPresent());

        // when
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of("hearken.catalog")).all().get();
        }
        Api.patch(id, "{\"name\": \"changed\"}").then().statusCode(200);

        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(RawHttp.exchange(management, RawHttp.request("GET", "/q/health/ready")))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("the topic 'hearken.catalog' does not exist"));
        createTopic();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(published(id).orElse("")).contains("changed"));
    }

    private static Optional<String> published(String id) {
        return new CatalogTopicReader(OwnBackends.kafka.bootstrapServers()).last(key(id));
    }

    private static void createTopic() throws Exception {
        try (Admin admin = admin()) {
            if (!admin.listTopics().names().get().contains("hearken.catalog")) {
                admin.createTopics(List.of(new NewTopic("hearken.catalog", 1, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact"))))
                        .all()
                        .get();
            }
            if (!admin.listTopics().names().get().contains(Topics.ATTEMPTS)) {
                admin.createTopics(List.of(new NewTopic(Topics.ATTEMPTS, 1, (short) 1)))
                        .all()
                        .get();
            }
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", OwnBackends.kafka.bootstrapServers()));
    }

    private static String key(String id) {
        return "default/listener/" + id;
    }
}
