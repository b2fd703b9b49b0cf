package dev.hearken.registry.keys;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** Threats E2 and H1, as far as keys made by the API are concerned. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class ApiKeyLifeTest {
    private static final String KEYS = "/v1/api-keys";

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    @Threat("H1")
    void beginsWithTheOneAnswerThatShowsTheKey() {
        // when
        Response created = create("{\"name\": \"ci\", \"roles\": [\"editor\", \"operator\"]}");

        // then
        created.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("key", matchesPattern("hk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}"))
                .body("roles", equalTo(List.of("editor", "operator")))
                .body("createdBy", equalTo("key:admin"))
                .body("expiresAt", nullValue());
        String id = created.path("id");
        String location = created.header("Location");
        assertThat(location).isEqualTo(KEYS + "/" + id);
        Api.as(Keys.ADMIN).get(location).then().statusCode(200).body("key", nullValue());
        assertThat(Api.as(Keys.ADMIN).get(KEYS + "?limit=200").asString())
                .contains(id)
                .doesNotContain(secret(created));
    }

    @Test
    void opensWhatItsRolesAllow() {
        // given
        String key = create("{\"name\": \"reader\", \"roles\": [\"viewer\"]}").path("key");

        // then
        Api.as(key).get(Api.LISTENERS).then().statusCode(200);
        Api.as(key).get(KEYS).then().statusCode(403);
        Api.as(key)
                .contentType(ContentType.JSON)
                .body(Api.listener("x"))
                .post(Api.LISTENERS)
                .then()
                .statusCode(403);
    }

    @Test
    @Threat("E2")
    void endsAtOnceWhereItIsRevoked() {
        // given
        Response created = create("{\"name\": \"short\", \"roles\": [\"viewer\"]}");
        String key = created.path("key");
        String path = KEYS + "/" + created.path("id");
        Api.as(key).get(Api.LISTENERS).then().statusCode(200);

        // when
        Api.as(Keys.ADMIN).delete(path).then().statusCode(204);

        // then
        Api.as(key).get(Api.LISTENERS).then().statusCode(401);
        Api.as(Keys.ADMIN).get(path).then().statusCode(404);
        Api.as(Keys.ADMIN).delete(path).then().statusCode(404);
    }

    @Test
    @Threat("E2")
    void endsWhenItExpires() throws Exception {
        // given
        Response created =
                create("{\"name\": \"short\", \"roles\": [\"viewer\"], \"expiresAt\": \"2099-01-01T00:00:00+01:00\"}");
        String key = created.path("key");
        created.then().statusCode(201).body("expiresAt", equalTo("2098-12-31T23:00:00Z"));

        // when
        try (Connection connection = Api.database().getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update api_key set expires_at = now() where id = ?")) {
            update.setString(1, created.path("id"));
            assertThat(update.executeUpdate()).isOne();
        }

        // then
        Api.as(key).get(Api.LISTENERS).then().statusCode(401);
    }

    @Test
    void cannotTouchTheKeyThatTheConfigurationNames() {
        Api.as(Keys.ADMIN).get(KEYS + "/admin").then().statusCode(200).body("bootstrap", equalTo(true));
        Api.as(Keys.ADMIN)
                .delete(KEYS + "/admin")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://hearken.dev/problems/read-only"));
        Api.as(Keys.ADMIN).get(Api.LISTENERS).then().statusCode(200);
    }

    @Test
    void belongsToOneTenant() {
        // given
        String id = create("{\"name\": \"mine\", \"roles\": [\"admin\"]}").path("id");

        // then
        Api.as(Keys.OTHER_TENANT).get(KEYS + "/" + id).then().statusCode(404);
        Api.as(Keys.OTHER_TENANT).delete(KEYS + "/" + id).then().statusCode(404);
        Api.as(Keys.OTHER_TENANT).get(KEYS).then().body("items.id", not(hasItem(id)));
        Api.as(Keys.ADMIN).get(KEYS + "/" + id).then().statusCode(200);
    }

    @ParameterizedTest
    @Threat("D18")
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | ''",
                "{\"roles\": [\"viewer\"]} | /name",
                "{\"name\": \" \", \"roles\": [\"viewer\"]} | /name",
                "{\"name\": \"x\"} | /roles",
                "{\"name\": \"x\", \"roles\": []} | /roles",
                "{\"name\": \"x\", \"roles\": [\"viewer\", \"guest\"]} | /roles/1",
                "{\"name\": \"x\", \"roles\": [\"viewer\"], \"tenant\": \"other\"} | /tenant",
                "{\"name\": \"x\", \"roles\": [\"viewer\"], \"expiresAt\": \"2001-01-01T00:00:00Z\"} | /expiresAt",
                "{\"name\": \"x\", \"roles\": [\"viewer\"], \"expiresAt\": \"tomorrow\"} | /expiresAt",
                "{\"name\": \"x\", \"roles\": [\"viewer\"], \"expiresAt\": \"+9999-01-01T00:00:00Z\"} | /expiresAt",
            })
    void isRefusedWithEveryFault(String body, String pointer) {
        create(body)
                .then()
                .statusCode(422)
                .body("type", equalTo("https://hearken.dev/problems/invalid-api-key"))
                .body("errors.pointer", hasItem(pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; drop table api_key; --", "..", "%00", "nobody"})
    void isNotFoundUnderAnIdThatNobodyHas(String id) {
        assertThat(Api.as(Keys.ADMIN)
                        .urlEncodingEnabled(false)
                        .get(KEYS + "/"
                                + id.replace(" ", "%20").replace(";", "%3B").replace("'", "%27"))
                        .statusCode())
                .isIn(400, 404);
    }

    @Test
    void isListedInPages() {
        // given
        for (int i = 0; i < 5; i++) {
            create("{\"name\": \"page\", \"roles\": [\"viewer\"]}").then().statusCode(201);
        }

        // when
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Response page = Api.as(Keys.ADMIN).get(KEYS + "?limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            ids.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);

        // then
        assertThat(ids).doesNotHaveDuplicates().isSorted().hasSizeGreaterThan(5);
    }

    @Test
    @Threat("H5")
    void isNowhereInTheDatabase() throws Exception {
        // given
        Response created = create("{\"name\": \"hidden\", \"roles\": [\"viewer\"]}");

        // then
        for (String table : List.of("api_key", "audit", "idempotency")) {
            try (Connection connection = Api.database().getConnection();
                    ResultSet rows = connection
                            .createStatement()
                            .executeQuery("select row_to_json(t)::text from " + table + " t")) {
                while (rows.next()) {
                    assertThat(rows.getString(1)).doesNotContain(secret(created));
                }
            }
        }
    }

    private static String secret(Response created) {
        String key = created.path("key");
        return key.substring(key.indexOf('_', 3) + 1);
    }

    private static Response create(String body) {
        return Api.as(Keys.ADMIN).contentType(ContentType.JSON).body(body).post(KEYS);
    }
}
