package dev.hearken.registry.access;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class AccessTest {
    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @ParameterizedTest
    @Threat("E4")
    @ValueSource(
            strings = {
                "/",
                "/v1/listeners",
                "/v1/listeners/",
                "/v1//listeners",
                "//v1/listeners",
                "/V1/listeners",
                "/v1/listeners;v=1",
                "/v1;x/listeners",
                "/v1/./listeners",
                "/v1/x/../listeners",
                "/..;/v1/listeners",
                "/%2e%2e/v1/listeners",
                "/v1%2flisteners",
                "/v1/%6cisteners",
                "/v1/listeners%00",
                "/v1/listeners/01JD9Z6Q0V3T8M2K4N6P8R0S2T/secret;a=b",
                "/nothing/here",
                "/q",
                "/q/",
                "/q/openapi",
                "/q/openapi/",
                "/q//openapi",
                "/q/openapi;x",
                "/q/openapi?format=json",
                "/q/openapi.json",
                "/q/swagger-ui",
                "/q/swagger-ui/",
                "/q/dev-ui",
                "/q/health",
                "/q/metrics",
                "/openapi",
                "/favicon.ico",
                "http://other.example/v1/listeners",
            })
    void isRefusedEverywhereWithoutAKey(String target) throws Exception {
        // when
        String answer = RawHttp.exchange(server, RawHttp.request("GET", target));

        // then
        assertThat(answer)
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("WWW-Authenticate: Bearer")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("https://hearken.dev/problems/unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND"})
    void isRefusedForEveryMethodWithoutAKey(String method) throws Exception {
        // when
        String answer =
                RawHttp.exchange(server, RawHttp.request(method, "/v1/listeners", "X-HTTP-Method-Override: GET"));

        // then
        assertThat(answer).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @Threat("E2")
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic YWRtaW46YWRtaW4=",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Bearer hk_admin_",
                "Bearer hk_admin_wrongwrongwrongwrongwrongwrongwrongwron",
                "Bearer hk_nobody_admin0123456789abcdefghijklmnopqrstuvwxy",
                "Bearer HK_admin_admin0123456789abcdefghijklmnopqrstuvwxyz",
                "Token hk_admin_admin0123456789abcdefghijklmnopqrstuvwxyz",
                "Bearer  hk_admin_admin0123456789abcdefghijklmnopqrstuvwxy",
                "Bearer hk_admin_admin0123456789abcdefghijklmnopqrstuvwxy,",
                "Bearer hk_admin_admin0123456789abcdefghijklmnopqrstuvwxy x",
                "Bearer hk__admin0123456789abcdefghijklmnopqrstuvwxy",
                "Bearer hk_admin",
                "Bearer hk_",
                "Bearer hk_%_admin0123456789abcdefghijklmnopqrstuvwxyz",
                "Bearer hk_' or 1=1 --_admin0123456789abcdefghijklmnopqrstuvwxyz",
            })
    void isRefusedWithAnythingThatIsNoKey(String header) {
        Api.plain()
                .header("Authorization", header)
                .get(Api.LISTENERS)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json");
    }

    @Test
    @Threat("E2")
    void isRefusedWithAKeyInAnotherCaseOrCutShort() {
        for (String wrong : List.of(
                Keys.ADMIN.toUpperCase(Locale.ROOT),
                Keys.ADMIN.substring(0, Keys.ADMIN.length() - 1),
                Keys.ADMIN + "x",
                Keys.ADMIN.replace("hk_admin_", "hk_viewer_"))) {
            Api.as(wrong).get(Api.LISTENERS).then().statusCode(401);
        }
    }

    @Test
    void takesTheSchemeInAnyCase() {
        Api.plain()
                .header("Authorization", "bEaReR " + Keys.VIEWER)
                .get(Api.LISTENERS)
                .then()
                .statusCode(200);
    }

    @Test
    @Threat("E2")
    void tellsNothingAboutAKeyThatIsAlmostRight() {
        // when
        String unknownId =
                Api.as("hk_nobody_" + "x".repeat(40)).get(Api.LISTENERS).asString();
        String wrongSecret =
                Api.as("hk_admin_" + "x".repeat(40)).get(Api.LISTENERS).asString();

        // then
        assertThat(wrongSecret).isEqualTo(unknownId);
    }

    @ParameterizedTest
    @Threat("E7")
    @CsvSource({
        "viewer, 200, 403, 403, 403",
        "operator, 200, 403, 403, 403",
        "editor, 200, 201, 200, 204",
        "admin, 200, 201, 200, 204",
    })
    void followsFromTheRole(String role, int list, int create, int secret, int delete) {
        // given
        String key = keyOf(role);
        String path = Api.LISTENERS + "/" + Api.created("by role");

        // then
        Api.as(key).get(Api.LISTENERS).then().statusCode(list);
        Api.as(key).get(path).then().statusCode(200);
        Response created = Api.as(key)
                .contentType(ContentType.JSON)
                .body(Api.listener("x"))
                .post(Api.LISTENERS);
        created.then().statusCode(create);
        Api.as(key).get(path + "/secret").then().statusCode(secret);
        Api.as(key).delete(path).then().statusCode(delete);
    }

    private static String keyOf(String role) {
        return switch (role) {
            case "viewer" -> Keys.VIEWER;
            case "operator" -> Keys.OPERATOR;
            case "editor" -> Keys.EDITOR;
            default -> Keys.ADMIN;
        };
    }

    @Test
    void isForbiddenWithAProblem() {
        Api.as(Keys.VIEWER)
                .contentType(ContentType.JSON)
                .body(Api.listener("x"))
                .post(Api.LISTENERS)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("https://hearken.dev/problems/forbidden"))
                .body("instance", equalTo(Api.LISTENERS));
    }

    @Test
    @Threat({"E11", "H12"})
    void isNotNeededForHealthAndMetricsOnTheirOwnPort() throws Exception {
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics")) {
            assertThat(RawHttp.exchange(management, RawHttp.request("GET", path)))
                    .as(path)
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    @Threat("E11")
    void showsNoSwaggerUiOnEitherPort() throws Exception {
        Api.as(Keys.ADMIN).get("/q/swagger-ui").then().statusCode(404);
        assertThat(RawHttp.exchange(management, RawHttp.request("GET", "/q/swagger-ui")))
                .startsWith("HTTP/1.1 404 ");
        assertThat(RawHttp.exchange(management, RawHttp.request("GET", "/v1/listeners")))
                .startsWith("HTTP/1.1 404 ");
    }

    @Test
    void keepsOnlyTheHashOfAKey() throws Exception {
        try (var connection = Api.database().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select row_to_json(k)::text from api_key k")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain("0123456789abcdefghijklmnop");
            }
        }
    }
}
