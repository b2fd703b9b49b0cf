package dev.hearken.registry.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Threats E5, E6 and E7: every route × every role × a foreign tenant, generated from the OpenAPI document. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class RouteMatrixTest {
    /** The least role of every operation. An operation that is missing here fails the test. */
    private static final Map<Role, Set<String>> OPERATIONS = Map.of(
            Role.VIEWER,
                    Set.of(
                            "listListeners",
                            "getListener",
                            "getListenerStats",
                            "listDeliveries",
                            "getDelivery",
                            "listDeadLetters",
                            "preview",
                            "listVariables",
                            "getVariable",
                            "listSecrets",
                            "getSecret",
                            "listEventTypes",
                            "listTemplates",
                            "getTemplate"),
            Role.EDITOR,
                    Set.of(
                            "createListener",
                            "replaceListener",
                            "patchListener",
                            "deleteListener",
                            "pauseListener",
                            "resumeListener",
                            "enableListener",
                            "disableListener",
                            "testListener",
                            "getListenerSecret",
                            "rotateListenerSecret",
                            "putVariable",
                            "deleteVariable",
                            "putSecret",
                            "deleteSecret",
                            "publishEvents",
                            "ingestNativeEvent",
                            "importListeners"),
            Role.OPERATOR,
                    Set.of(
                            "redeliver",
                            "cancelDelivery",
                            "redeliverDeadLetters",
                            "createReplay",
                            "listReplays",
                            "getReplay",
                            "stopReplay",
                            "replayExecution"),
            Role.ADMIN,
                    Set.of(
                            "createApiKey",
                            "listApiKeys",
                            "getApiKey",
                            "revokeApiKey",
                            "listAudit",
                            "createTenant",
                            "listTenants"));

    private static final Map<String, Role> KEYS = Map.of(
            Keys.VIEWER, Role.VIEWER, Keys.EDITOR, Role.EDITOR, Keys.OPERATOR, Role.OPERATOR, Keys.ADMIN, Role.ADMIN);

    @Inject
    BeanManager beans;

    private record Route(String method, String path, String operation) {
        Response call(String key) {
            return (key.isEmpty() ? Api.plain() : Api.as(key))
                    .contentType(ContentType.JSON)
                    .body(method.equals("GET") || method.equals("DELETE") ? "" : "{}")
                    .request(method, path.replaceAll("\\{[^}]+}", "nobody"));
        }
    }

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @TestFactory
    @Threat({"E5", "E7"})
    List<DynamicTest> opensARouteToItsRolesOnly() throws Exception {
        Api.installKeys();
        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : routes()) {
            tests.add(DynamicTest.dynamicTest(
                    route.operation() + " for nobody",
                    () -> assertThat(route.call("").statusCode()).isEqualTo(401)));
            KEYS.forEach((key, role) -> tests.add(DynamicTest.dynamicTest(
                    route.operation() + " for " + role.wireName(),
                    () -> check(route, role, route.call(key).statusCode()))));
        }
        return tests;
    }

    private static void check(Route route, Role role, int status) {
        Role least = leastRole(route);
        if (role.included().contains(least)) {
            assertThat(status).isNotIn(401, 403).isLessThan(500);
        } else {
            assertThat(status).isEqualTo(403);
        }
    }

    private static Role leastRole(Route route) {
        return OPERATIONS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(route.operation()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("say which role may " + route.operation()));
    }

    @TestFactory
    @Threat("E6")
    List<DynamicTest> hidesWhatBelongsToAnotherTenant() throws Exception {
        Api.installKeys();
        Api.putValue("variables/foreign_variable", "x");
        Api.putValue("secrets/foreign_secret", "x");
        String listener = Api.created("foreign_listener");
        String key = Api.as(Keys.ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"foreign_key\", \"roles\": [\"viewer\"]}")
                .post("/v1/api-keys")
                .path("id");
        // Others may have left as many under way as the tenant may have.
        String replay = await().until(
                        () -> Api.as(Keys.ADMIN)
                                .contentType(ContentType.JSON)
                                .body("{\"dryRun\": true}")
                                .post("/v1/executions/foreign_execution/replay"),
                        answer -> answer.statusCode() == 202)
                .path("id");
        Map<String, String> objects = Map.of(
                "/v1/replays/",
                replay,
                "/v1/listeners/",
                listener,
                "/v1/variables/",
                "foreign_variable",
                "/v1/secrets/",
                "foreign_secret",
                "/v1/api-keys/",
                key);
        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : routes()) {
            objects.forEach((prefix, id) -> {
                if (route.path().startsWith(prefix + "{") && !route.operation().startsWith("put")) {
                    Route own = new Route(route.method(), route.path().replaceAll("\\{[^}]+}", id), route.operation());
                    tests.add(DynamicTest.dynamicTest(
                            own.operation(),
                            () -> assertThat(own.call(Keys.OTHER_TENANT).statusCode())
                                    .isEqualTo(404)));
                }
                if ((route.path() + "/").equals(prefix) && route.method().equals("GET")) {
                    tests.add(DynamicTest.dynamicTest(
                            route.operation(),
                            () -> assertThat(route.call(Keys.OTHER_TENANT).asString())
                                    .doesNotContain("foreign_", listener, key)));
                }
            });
        }
        assertThat(tests).hasSizeGreaterThan(16);
        return tests;
    }

    @Test
    @Threat("E6")
    void keepsTenantsApartUnderTheSameName() {
        // given
        Api.putValue("variables/shared_name", "mine");

        // when
        Api.as(Keys.OTHER_TENANT)
                .contentType(ContentType.JSON)
                .body("{\"value\": \"theirs\"}")
                .put("/v1/variables/shared_name")
                .then()
                .statusCode(201);

        // then
        assertThat(Api.as(Keys.VIEWER).get("/v1/variables/shared_name").<String>path("value"))
                .isEqualTo("mine");
    }

    @Test
    @Threat("E5")
    void refusesARouteThatSaysNothingOfRolesToEverybody() {
        for (String key : List.of(Keys.VIEWER, Keys.ADMIN)) {
            Api.as(key).get(UnannotatedResource.PATH).then().statusCode(403);
        }
        Api.plain().get(UnannotatedResource.PATH).then().statusCode(401);
    }

    @Test
    @Threat("E5")
    void findsTheRolesOfEveryRouteAtItsMethod() {
        // when
        Map<String, String> without = new TreeMap<>();
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class) && type != UnannotatedResource.class)
                .forEach(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(RouteMatrixTest::isRoute)
                        .filter(method -> !method.isAnnotationPresent(jakarta.annotation.security.RolesAllowed.class))
                        .forEach(method -> without.put(type.getSimpleName(), method.getName())));

        // then
        assertThat(without).isEmpty();
    }

    private static boolean isRoute(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    private static List<Route> routes() throws Exception {
        JsonNode document = new ObjectMapper()
                .readTree(Api.as(Keys.ADMIN).get("/q/openapi?format=json").asString());
        List<Route> routes = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().has("operationId")) {
                        routes.add(new Route(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue().path("operationId").asText()));
                    }
                }));
        assertThat(routes).hasSizeGreaterThan(30);
        return routes;
    }
}
