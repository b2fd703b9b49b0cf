package dev.hearken.registry.variable;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.registry.outbox.CatalogTopicReader;
import dev.hearken.secret.SecretCipher;
import dev.hearken.test.TestBackends;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class VariableLifeTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CANARY = "canary-5f1d-c0ffee-secret";

    private final CatalogTopicReader topic =
            new CatalogTopicReader(TestBackends.shared().bootstrapServers());

    @Inject
    SecretCipher cipher;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @ParameterizedTest
    @ValueSource(strings = {"variables", "secrets"})
    void isCreatedChangedAndRemoved(String kind) {
        // when
        Response created = put(kind, "life", "one value of some length");
        Response same = put(kind, "life", "one value of some length");
        Response changed = put(kind, "life", "another value of some length");

        // then
        created.then().statusCode(201).body("name", equalTo("life")).body("updatedBy", equalTo("key:editor"));
        same.then().statusCode(200).header("ETag", created.header("ETag"));
        changed.then().statusCode(200).header("ETag", not(created.header("ETag")));
        get(kind, "life").then().statusCode(200).header("ETag", changed.header("ETag"));
        Api.as(Keys.VIEWER)
                .header("If-None-Match", changed.header("ETag"))
                .get("/v1/" + kind + "/life")
                .then()
                .statusCode(304);
        delete(kind, "life").then().statusCode(204);
        get(kind, "life").then().statusCode(404);
        delete(kind, "life").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"variables", "secrets"})
    void changesOnlyWhatItsConditionAllows(String kind) {
        // given
        put(kind, "conditional", "a");

        // then
        Api.as(Keys.EDITOR)
                .contentType(ContentType.JSON)
                .header("If-None-Match", "*")
                .body("{\"value\": \"b\"}")
                .put("/v1/" + kind + "/conditional")
                .then()
                .statusCode(412);
        Api.as(Keys.EDITOR)
                .contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body("{\"value\": \"b\"}")
                .put("/v1/" + kind + "/conditional")
                .then()
                .statusCode(412);
        Api.as(Keys.EDITOR)
                .header("If-Match", "\"0\"")
                .delete("/v1/" + kind + "/conditional")
                .then()
                .statusCode(412);
    }

    @Test
    @Threat("H1")
    void showsAVariableAndHidesASecret() {
        // when
        put("variables", "shown", "airflow.example.com");
        Response put = put("secrets", "hidden", CANARY);
        put("secrets", "short", "hunter2");

        // then
        get("variables", "shown").then().body("value", equalTo("airflow.example.com"));
        get("secrets", "hidden").then().body("hint", equalTo("…cret")).body("$", not(hasKey("value")));
        get("secrets", "short").then().body("$", not(hasKey("hint")));
        assertThat(put.asString()
                        + get("secrets", "hidden").asString()
                        + list("secrets").asString())
                .doesNotContain(CANARY)
                .doesNotContain("hunter2");
    }

    @Test
    @Threat("H7")
    void reachesTheTopicEncryptedForItsPlace() {
        // when
        put("secrets", "published", CANARY);

        // then
        String key = "default/secret/published";
        await().atMost(LONG).untilAsserted(() -> assertThat(topic.last(key)).isPresent());
        String value = topic.last(key).orElseThrow();
        assertThat(value).doesNotContain(CANARY);
        String decrypted = CatalogRecord.read(
                        CatalogKey.parse(key).orElseThrow(), value.getBytes(StandardCharsets.UTF_8))
                .fold(
                        listener -> "",
                        variable -> "",
                        secret -> new String(cipher.decrypt(secret.value(), secret.place()), StandardCharsets.UTF_8),
                        reason -> reason);
        assertThat(decrypted).isEqualTo(CANARY);
    }

    @Test
    void leavesTheTopicAndMayComeBack() {
        // given
        put("variables", "phoenix", "first");
        String key = "default/variable/phoenix";
        await().atMost(LONG).untilAsserted(() -> assertThat(topic.last(key)).isPresent());

        // when
        delete("variables", "phoenix").then().statusCode(204);
        put("variables", "phoenix", "second").then().statusCode(201);

        // then
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(topic.last(key))
                        .hasValueSatisfying(value -> assertThat(value).contains("second")));
    }

    @Test
    void isListedByNameInPages() {
        // given
        for (String name : List.of("page_c", "page_a", "page_b")) {
            put("variables", name, "x");
        }

        // when
        Response first = Api.as(Keys.VIEWER).get("/v1/variables?limit=2");
        Response next = Api.as(Keys.VIEWER)
                .queryParam("limit", 200)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get("/v1/variables");

        // then
        first.then().statusCode(200).body("items.size()", equalTo(2));
        next.then().statusCode(200).body("nextCursor", nullValue());
        List<String> names = next.path("items.name");
        assertThat(names)
                .isSorted()
                .contains("page_c")
                .doesNotContainAnyElementsOf(first.<List<String>>path("items.name"));
        Api.as(Keys.VIEWER)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get("/v1/secrets")
                .then()
                .statusCode(400);
    }

    @Test
    void belongsToItsTenantAlone() {
        // given
        put("variables", "private", "x");
        put("secrets", "private", "x");

        // then
        for (String kind : List.of("variables", "secrets")) {
            Api.as(Keys.OTHER_TENANT).get("/v1/" + kind + "/private").then().statusCode(404);
            Api.as(Keys.OTHER_TENANT).delete("/v1/" + kind + "/private").then().statusCode(404);
            Api.as(Keys.OTHER_TENANT).get("/v1/" + kind).then().body("items.name", not(containsString("private")));
        }
    }

    @Test
    void isChangedByEditorsOnly() {
        for (String kind : List.of("variables", "secrets")) {
            for (String key : List.of(Keys.VIEWER, Keys.OPERATOR)) {
                Api.as(key)
                        .contentType(ContentType.JSON)
                        .body("{\"value\": \"x\"}")
                        .put("/v1/" + kind + "/forbidden")
                        .then()
                        .statusCode(403);
                Api.as(key).delete("/v1/" + kind + "/forbidden").then().statusCode(403);
            }
            Api.plain().get("/v1/" + kind).then().statusCode(401);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            good    | {}                           | /value
            good    | {"value": 5}                 | /value
            good    | {"value": null}              | /value
            good    | {"value": "a", "x/y": 1}     | /x~1y
            9bad    | {"value": "a"}               | §§
            b.ad    | {"value": "a"}               | §§
            """)
    void refusesWhatCannotBeAValue(String name, String body, String pointer) {
        // when
        Response response =
                Api.as(Keys.EDITOR).contentType(ContentType.JSON).body(body).put("/v1/secrets/" + name);

        // then
        response.then().statusCode(422).body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void refusesALongValueWithoutQuotingIt() {
        // when
        Response response = put("secrets", "long", CANARY.repeat(400));

        // then
        response.then().statusCode(422).body("errors[0].detail", equalTo("is longer than 8192 characters"));
        assertThat(response.asString()).doesNotContain(CANARY);
    }

    @Test
    void isKeptWhileAListenerNamesIt() {
        // given
        put("variables", "kept_host", "hooks.example.com");
        put("secrets", "kept_token", CANARY);
        String id = create("user of both", "kept_host", "kept_token")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        // then
        delete("variables", "kept_host")
                .then()
                .statusCode(409)
                .body("detail", containsString("user of both (" + id + ")"));
        delete("secrets", "kept_token").then().statusCode(409);
        Api.put(id, Api.listener("user of none")).then().statusCode(200);
        delete("variables", "kept_host").then().statusCode(204);
        Api.as(Keys.EDITOR).delete(Api.LISTENERS + "/" + id).then().statusCode(204);
        delete("secrets", "kept_token").then().statusCode(204);
    }

    @Test
    void isMissedByAListenerThatNamesIt() {
        // given
        put("secrets", "missed_token", CANARY);

        // when
        Response response = create("nobody knows the host", "missed_host", "missed_token");

        // then
        response.then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/callback/url"))
                .body("errors[0].detail", containsString("'missed_host'"))
                .body("errors.size()", equalTo(1));
        delete("secrets", "missed_token").then().statusCode(204);
    }

    @Test
    void isNeitherLostNorNamedInVainWhenBothHappenAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 15; round++) {
                // given
                put("variables", "raced_host", "hooks.example.com");
                put("secrets", "raced_token", CANARY);

                // when
                Future<Response> creation =
                        threads.submit((Callable<Response>) () -> create("racing", "raced_host", "raced_token"));
                Future<Response> deletion =
                        threads.submit((Callable<Response>) () -> delete("variables", "raced_host"));

                // then
                boolean created = creation.get().statusCode() == 201;
                boolean deleted = deletion.get().statusCode() == 204;
                assertThat(created).isNotEqualTo(deleted);
                if (created) {
                    Api.as(Keys.EDITOR)
                            .delete(Api.LISTENERS + "/" + creation.get().<String>path("id"));
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Response create(String name, String host, String token) {
        return Api.create("""
                {"name": "%s", "callback": {"type": "http", "url": "https://${{variables.%s}}/run",
                 "headers": {"Authorization": "Bearer ${{secrets.%s}}"}}}
                """.formatted(name, host, token));
    }

    private static Response put(String kind, String name, String value) {
        return Api.as(Keys.EDITOR)
                .contentType(ContentType.JSON)
                .body("{\"value\": \"" + value + "\"}")
                .put("/v1/" + kind + "/" + name);
    }

    private static Response get(String kind, String name) {
        return Api.as(Keys.VIEWER).get("/v1/" + kind + "/" + name);
    }

    private static Response list(String kind) {
        return Api.as(Keys.VIEWER).get("/v1/" + kind + "?limit=200");
    }

    private static Response delete(String kind, String name) {
        return Api.as(Keys.EDITOR).delete("/v1/" + kind + "/" + name);
    }
}
