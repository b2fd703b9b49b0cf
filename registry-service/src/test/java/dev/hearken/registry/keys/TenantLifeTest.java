package dev.hearken.registry.keys;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class TenantLifeTest {
    private static final String TENANTS = "/v1/tenants";

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void beginsWithAnAdminsKey() {
        // when
        Response opened = open(Keys.ADMIN, "{\"id\": \"acme\"}");

        // then
        opened.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("apiKey.roles", equalTo(List.of("admin")));
        String key = opened.path("apiKey.key");
        Api.as(key).get(Api.LISTENERS).then().statusCode(200).body("items", hasSize(0));
        Api.as(key).get("/v1/api-keys").then().statusCode(200).body("items", hasSize(1));
        Api.as(key).get("/v1/audit").then().body("items.action", equalTo(List.of("created")));
        Api.as(key).get(TENANTS).then().body("items.id", equalTo(List.of("acme")));
        Api.as(Keys.ADMIN).get(TENANTS).then().body("items.id", hasItems("acme", "default", "other"));
        Api.as(Keys.ADMIN).get("/v1/audit?kind=tenant&id=acme").then().body("items", hasSize(1));
    }

    @Test
    void givesNoWayIntoATenantThatIsThere() {
        open(Keys.ADMIN, "{\"id\": \"other\"}")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://hearken.dev/problems/tenant-exists"));
        Api.as(Keys.ADMIN).get("/v1/audit?kind=tenant&id=other").then().body("items", hasSize(0));
    }

    @Test
    void isForWhoeverRunsTheRegistry() {
        open(Keys.OTHER_TENANT, "{\"id\": \"mine-too\"}").then().statusCode(403);
        assertThat(Api.as(Keys.ADMIN).get(TENANTS).<List<String>>path("items.id"))
                .doesNotContain("mine-too");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"id\": 7}", "{\"id\": \"A\"}", "{\"id\": \"\"}", "{\"id\": \"a/b\"}"})
    void wantsAName(String body) {
        open(Keys.ADMIN, body).then().statusCode(422).body("errors.pointer", hasItem("/id"));
    }

    private static Response open(String key, String body) {
        return Api.as(key).contentType(ContentType.JSON).body(body).post(TENANTS);
    }
}
