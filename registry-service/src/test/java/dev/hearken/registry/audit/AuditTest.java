package dev.hearken.registry.audit;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class AuditTest {
    private static final String AUDIT = "/v1/audit";

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void tellsTheLifeOfAListener() {
        // given
        String id = Api.created("audited");
        Api.patch(id, "{\"description\": \"other\"}").then().statusCode(200);
        Api.patch(id, "{\"description\": \"other\"}").then().statusCode(200);
        String path = Api.LISTENERS + "/" + id;
        Api.as(Keys.ADMIN).post(path + "/pause").then().statusCode(200);
        Api.as(Keys.ADMIN).post(path + "/resume").then().statusCode(200);
        Api.as(Keys.ADMIN).get(path + "/secret").then().statusCode(200);
        Api.as(Keys.ADMIN).get(path + "/secret").then().statusCode(200);
        Api.as(Keys.ADMIN).delete(path).then().statusCode(204);

        // when
        Response audit = Api.as(Keys.ADMIN).get(AUDIT + "?id=" + id);

        // then
        audit.then()
                .statusCode(200)
                .body(
                        "items.action",
                        equalTo(List.of("deleted", "secret-shown", "resumed", "paused", "changed", "created")))
                .body("items[0].actor", equalTo("key:admin"))
                .body("items[0].after", nullValue())
                .body("items[4].actor", equalTo("key:editor"))
                .body("items[4].before.description", nullValue())
                .body("items[4].after.description", equalTo("other"))
                .body("items[5].before", nullValue())
                .body("items[5].object.kind", equalTo("listener"))
                .body("items[5].object.name", equalTo("audited"))
                .body("items[5].after.callback.url", equalTo("https://hooks.example.com/run"))
                .body("nextCursor", nullValue());
    }

    @Test
    void tellsOfVariablesAndKeepsSecretsToItself() {
        // given
        Api.putValue("variables/audited_host", "a.example.com");
        Api.putValue("variables/audited_host", "b.example.com");
        Api.putValue("secrets/audited_secret", "canary-4711-first");
        Api.putValue("secrets/audited_secret", "canary-4711-second");

        // then
        Api.as(Keys.ADMIN)
                .get(AUDIT + "?kind=variable&id=audited_host&action=changed")
                .then()
                .body("items", hasSize(1))
                .body("items[0].before.value", equalTo("a.example.com"))
                .body("items[0].after.value", equalTo("b.example.com"));
        Response secret = Api.as(Keys.ADMIN).get(AUDIT + "?kind=secret&id=audited_secret");
        secret.then().body("items.action", equalTo(List.of("changed", "created")));
        assertThat(secret.asString()).contains("***").doesNotContain("canary-4711");
    }

    @Test
    void masksWhatAnOwnerWroteIntoAHeader() {
        // given
        String id = Api.create("""
                        {"name": "careless", "callback": {"type": "http", "url": "https://hooks.example.com/?key=canary-4712",
                         "headers": {"Authorization": "Bearer canary-4712"}}}""").path("id");

        // then
        assertThat(Api.as(Keys.ADMIN).get(AUDIT + "?id=" + id).asString())
                .contains("careless")
                .doesNotContain("canary-4712");
    }

    @Test
    void tellsOfKeys() {
        // given
        String id = Api.as(Keys.ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"audited\", \"roles\": [\"viewer\"]}")
                .post("/v1/api-keys")
                .path("id");
        Api.as(Keys.ADMIN).delete("/v1/api-keys/" + id).then().statusCode(204);

        // then
        Api.as(Keys.ADMIN)
                .get(AUDIT + "?id=" + id)
                .then()
                .body("items.action", equalTo(List.of("revoked", "created")))
                .body("items[1].after.roles", equalTo(List.of("viewer")));
    }

    @Test
    void tellsNothingOfWhatDidNotHappen() {
        // given
        String id = Api.created("refused");
        Api.patch(id, "{\"callback\": {\"url\": \"nonsense\"}}").then().statusCode(422);
        Api.as(Keys.EDITOR)
                .header("If-Match", "\"99\"")
                .delete(Api.LISTENERS + "/" + id)
                .then()
                .statusCode(412);

        // then
        Api.as(Keys.ADMIN).get(AUDIT + "?id=" + id).then().body("items.action", equalTo(List.of("created")));
    }

    @Test
    void isOneTenantsOwn() {
        // given
        String id = Api.created("mine");

        // then
        Api.as(Keys.OTHER_TENANT)
                .get(AUDIT + "?id=" + id)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        Api.as(Keys.EDITOR).get(AUDIT).then().statusCode(403);
        Api.as(Keys.OPERATOR).get(AUDIT).then().statusCode(403);
    }

    @Test
    void goesOnWhereAPageEnded() {
        // given
        for (int i = 0; i < 5; i++) {
            Api.putValue("variables/paged_audit", "v" + i);
        }

        // when
        List<Map<String, Object>> values = new ArrayList<>();
        String cursor = null;
        do {
            Response page = Api.as(Keys.ADMIN)
                    .get(AUDIT + "?id=paged_audit&limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            values.addAll(page.path("items.after"));
            cursor = page.path("nextCursor");
        } while (cursor != null);

        // then
        assertThat(values).extracting(value -> value.get("value")).containsExactly("v4", "v3", "v2", "v1", "v0");
    }

    @Test
    void findsWhatHappenedInATime() {
        // given
        Api.putValue("variables/timed_audit", "x");

        // then
        Api.as(Keys.ADMIN)
                .get(AUDIT + "?id=timed_audit&since=2020-01-01T00:00:00Z&until=2099-01-01T00:00:00Z")
                .then()
                .body("items", hasSize(1));
        Api.as(Keys.ADMIN)
                .get(AUDIT + "?id=timed_audit&until=2020-01-01T00:00:00Z")
                .then()
                .body("items", hasSize(0));
        Api.as(Keys.ADMIN)
                .get(AUDIT + "?id=timed_audit&actor=key:nobody")
                .then()
                .body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "who=x",
                "action=nonsense",
                "since=yesterday",
                "since=%2B9999-01-01T00:00:00Z",
                "until=-0001-01-01T00:00:00Z",
                "id=a&id=b",
                "actor=%00",
                "limit=0",
                "cursor=AAAA",
            })
    void refusesAQueryThatMeansNothing(String query) {
        Api.as(Keys.ADMIN)
                .urlEncodingEnabled(false)
                .get(AUDIT + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set actor = 'nobody'",
                "delete from audit",
                "truncate audit",
                "set role hearken_tenant; delete from audit"
            })
    void isNeverChangedNorShortened(String sql) throws SQLException {
        // given
        Api.created("kept");

        // then
        try (Connection connection = Api.database().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOf(SQLException.class)
                    .extracting("SQLState")
                    .isEqualTo("42501");
            connection.rollback();
        }
    }
}
