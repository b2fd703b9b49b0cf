package dev.hearken.registry.imports;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class ImportTest {
    private final String name = "imported " + UUID.randomUUID();

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void createsNothingUnlessItIsTold() {
        // when
        Response response = post("erathos", erathos("https://hooks.example.com/run"));

        // then
        response.then().statusCode(200).body("listeners[0].name", equalTo(name));
        found().then().body("items", hasSize(0));
    }

    @Test
    void createsOnceWhenItIsTold() {
        // given
        String key = UUID.randomUUID().toString();

        // when
        Response first = create(key);
        Response again = create(key);

        // then
        first.then().statusCode(201).body("listeners[0].revision", equalTo(1));
        again.then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("listeners[0].id", equalTo(first.path("listeners[0].id")));
        found().then().body("items", hasSize(1));
    }

    @Test
    void createsNothingWhereAListenerIsNotValid() {
        // when
        Response response = post("erathos?create=true", erathos("ftp://hooks.example.com/run"));

        // then
        response.then()
                .statusCode(422)
                .body("type", equalTo("https://hearken.dev/problems/invalid-listener"))
                .body("errors.pointer", hasItem(startsWith("/listeners/0/callback/url")));
        found().then().body("items", hasSize(0));
    }

    @Test
    void pointsIntoTheForeignDefinition() {
        post("erathos", "{}")
                .then()
                .statusCode(422)
                .body("type", equalTo("https://hearken.dev/problems/invalid-import"))
                .body("errors.pointer", hasItem("/jobs"));
    }

    @Test
    void knowsNoOtherSystemAndNoOtherWish() {
        post("zapier", "{}").then().statusCode(404);
        post("erathos?create=maybe", erathos("https://hooks.example.com/run"))
                .then()
                .statusCode(400);
    }

    private Response create(String key) {
        return Api.as(Keys.EDITOR)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(erathos("https://hooks.example.com/run"))
                .post("/v1/imports/erathos?create=true");
    }

    private Response found() {
        return Api.as(Keys.VIEWER).queryParam("name", name).get(Api.LISTENERS);
    }

    private static Response post(String system, String body) {
        return Api.as(Keys.EDITOR).contentType("application/json").body(body).post("/v1/imports/" + system);
    }

    private String erathos(String url) {
        return """
                {"description": "%s", "is_active": true, "method": "POST", "url": "%s", "jobs": ["j-1"], "rules": []}""".formatted(name, url);
    }
}
