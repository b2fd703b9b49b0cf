package dev.hearken.registry.threats;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import dev.hearken.registry.outbox.CatalogTopicReader;
import dev.hearken.test.Canary;
import dev.hearken.test.LogTap;
import dev.hearken.test.TestBackends;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Secrets are planted wherever they may be sent, and looked for wherever they must not be. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class CanaryTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final String mark = UUID.randomUUID().toString().replace("-", "");
    private final String canary = "canary+/=" + mark;
    private final LogTap log = new LogTap();

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void start() {
        Api.installKeys();
        log.open();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private static void assertNowhere(String secret, List<String> places) {
        assertThat(places).noneMatch(new Canary(secret)::isIn);
    }

    private Response putSecret(String name, String body) {
        return Api.as(Keys.EDITOR).contentType(ContentType.JSON).body(body).put("/v1/secrets/" + name);
    }

    /** Everything that the API shows of a tenant afterwards, to whoever may see most. */
    private static List<String> shown(String... paths) {
        List<String> shown = new ArrayList<>();
        for (String path : paths) {
            shown.add(Api.as(Keys.ADMIN).get(path).asString());
        }
        return shown;
    }

    private String metrics() throws Exception {
        return RawHttp.exchange(management, RawHttp.request("GET", "/q/metrics"));
    }

    private static List<String> everyRowOfEveryTable() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = Api.database().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            assertThat(tables).contains("listener", "variable", "audit", "idempotency", "catalog_outbox");
            for (String table : tables) {
                try (ResultSet found = statement.executeQuery("select row_to_json(t)::text from \"" + table + "\" t")) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    @Test
    @Threat({"H2", "H5", "H7"})
    void isInNoAnswerLogMetricTableOrTopicOnceItIsStored() throws Exception {
        // given
        String name = "canary_" + mark;
        String topicKey = "default/secret/" + name;
        List<String> answers = new ArrayList<>();

        // when
        answers.add(putSecret(name, "{\"value\": \"" + canary + "\"}").asString());
        Response created = Api.as(Keys.EDITOR)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", mark)
                .body("""
                        {"name": "%1$s", "callback": {"type": "http", "url": "https://a.example/${{secrets.%1$s}}",
                         "headers": {"Authorization": "Basic ${{secrets.%1$s | base64}}"}, "body": {"a": "${{secrets.%1$s}}"}}}""".formatted(name))
                .post(Api.LISTENERS);
        created.then().statusCode(201);
        String id = created.path("id");
        String signing =
                Api.as(Keys.EDITOR).get(Api.LISTENERS + "/" + id + "/secret").path("secret");
        answers.add(Api.as(Keys.EDITOR)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "rotate-" + mark)
                .body("{}")
                .post(Api.LISTENERS + "/" + id + "/secret/rotate")
                .asString());
        answers.add(Api.as(Keys.VIEWER)
                .contentType(ContentType.JSON)
                .body("""
                        {"listenerId": "%s", "event": {"type": "execution.succeeded", "workflow": {"name": "w"}, "execution": {"id": "e"}}}""".formatted(id))
                .post("/v1/preview")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        CatalogTopicReader topic = new CatalogTopicReader(TestBackends.shared().bootstrapServers());
        Optional<String> published = await().atMost(LONG).until(() -> topic.last(topicKey), Optional::isPresent);
        Optional<String> listener =
                await().atMost(LONG).until(() -> topic.last("default/listener/" + id), Optional::isPresent);

        // then
        List<String> places = new ArrayList<>(answers);
        places.addAll(shown(
                "/v1/secrets?limit=200",
                "/v1/secrets/" + name,
                Api.LISTENERS + "/" + id,
                Api.LISTENERS + "/" + id + "/secret",
                "/v1/audit?limit=200"));
        places.addAll(everyRowOfEveryTable());
        places.addAll(List.of(log.text(), metrics(), published.orElseThrow(), listener.orElseThrow()));
        assertThat(places).anyMatch(place -> place.contains(name));
        assertNowhere(canary, places);
        assertNowhere(signing, places);
        assertNowhere(signing.substring("whsec_".length()), places);
    }

    @Test
    @Threat("H2")
    void isInNoAnswerAndNoLogWhenItIsRefused() {
        // when
        List<String> answers = new ArrayList<>();
        for (String body : List.of(
                "{\"value\": {\"x\": \"%s\"}}",
                "{\"value\": [\"%s\"]}",
                "{\"value\": \"%s\"",
                "{\"value\": %s}",
                "{\"value\": \"%s\", \"value\": \"%s\"}",
                "{\"value\": \"%s\\u0000\"}",
                "{\"value\": \"%s\\ud83d\"}",
                "\"%s\"",
                "%s",
                "{\"value\": \"" + "x".repeat(9_000) + "%s\"}")) {
            Response refused = putSecret("refused", body.replace("%s", canary));
            assertThat(refused.statusCode()).as(body).isIn(400, 422);
            answers.add(refused.asString());
        }
        for (String callback : List.of(
                "\"signing\": {\"scheme\": \"hmac-header\", \"header\": \"S\", \"secret\": \"%s\"}",
                "\"signing\": {\"scheme\": \"standard-webhooks\", \"secret\": \"%s\"}",
                "\"auth\": {\"type\": \"bearer\", \"token\": \"%s\"}",
                "\"auth\": {\"type\": \"basic\", \"username\": \"u\", \"password\": \"%s\"}",
                "\"tls\": {\"clientCertificate\": \"%s\"}",
                "\"headers\": {\"Authorization\": \"Bearer %s\\n\"}",
                "\"url\": \"https://user:%s@a.example/\"",
                "\"url\": \"https://a.example/?token=%s#\"")) {
            Response refused = Api.create("{\"name\": \"refused\", \"callback\": {\"type\": \"http\", "
                    + (callback.contains("url") ? "" : "\"url\": \"https://a.example/\", ")
                    + callback.replace("%s", canary) + "}}");
            assertThat(refused.statusCode()).as(callback).isEqualTo(422);
            answers.add(refused.asString());
        }
        for (String authorization : List.of(
                "Bearer hk_admin_" + mark.repeat(2),
                "Bearer " + canary,
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(("any:hk_admin_" + mark).getBytes(StandardCharsets.UTF_8)))) {
            Response refused =
                    Api.plain().header("Authorization", authorization).get(Api.LISTENERS);
            assertThat(refused.statusCode()).isEqualTo(401);
            answers.add(refused.asString());
        }

        // then
        answers.add(log.text());
        answers.addAll(shown("/v1/audit?limit=200"));
        assertNowhere(canary, answers);
        assertNowhere(mark, answers);
    }

    @Test
    @Threat({"H3", "H12"})
    void ofAUrlIsInNoLogAuditOrMetricAndNeitherIsItsListener() throws Exception {
        // given
        String host = "host-" + mark.substring(0, 16) + ".example";
        String url = "https://" + host + "/hook?token=" + mark;

        // when
        String id = Api.create("""
                        {"name": "n-%s", "callback": {"type": "http", "url": "%s"}}""".formatted(mark.substring(16), url))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Api.patch(id, "{\"labels\": {\"a\": \"b\"}}").then().statusCode(200);
        Api.patch(id, "{\"callback\": {\"timeout\": \"PT1H\"}}").then().statusCode(422);
        RawHttp.exchange(
                server,
                RawHttp.request(
                        "GET", Api.LISTENERS + "?name=x&token=" + mark, "Authorization: Bearer " + Keys.VIEWER));

        // then
        List<String> places = new ArrayList<>(shown("/v1/audit?limit=200"));
        assertThat(places).anyMatch(place -> place.contains(id));
        places.add(log.text());
        String metrics = metrics();
        places.add(metrics);
        assertNowhere(mark, places);
        assertThat(metrics)
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain(id, host, mark.substring(16), "tenant=", "listener=\"");
    }
}
