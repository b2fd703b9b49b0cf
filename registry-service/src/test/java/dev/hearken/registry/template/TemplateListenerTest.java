package dev.hearken.registry.template;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class TemplateListenerTest {
    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void isCreatedFromParametersAndOverrides() {
        create("generic", """
                {"parameters": {"url": "https://hooks.example.com/run", "events": ["task.*"]},
                 "overrides": {"description": "mine", "callback": {"timeout": "PT5S"}}}""")
                .then()
                .statusCode(201)
                .body("name", equalTo("Webhook"))
                .body("description", equalTo("mine"))
                .body("selector.events", hasItem("task.*"))
                .body("callback.timeout", equalTo("PT5S"));
    }

    @Test
    void isRefusedWithPointersToItsParameters() {
        create("generic", "{\"parameters\": {\"method\": \"TRACE\"}}")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/parameters/url"))
                .body("errors.pointer", hasItem("/parameters/method"));
    }

    @Test
    void needsATemplateThatExists() {
        create("telegram", "{}").then().statusCode(400);
        Api.as(Keys.VIEWER).get("/v1/templates/telegram").then().statusCode(404);
    }

    @Test
    void canBeLookedUp() {
        Api.as(Keys.VIEWER).get("/v1/templates").then().statusCode(200).body("items", hasSize(10));
        Api.as(Keys.VIEWER)
                .get("/v1/templates/slack")
                .then()
                .statusCode(200)
                .body("parameters[0].name", equalTo("webhookUrl"));
    }

    @Test
    void tellsOfEventsThatCanBeLookedUp() {
        Api.as(Keys.VIEWER)
                .get("/v1/event-types")
                .then()
                .statusCode(200)
                .body("items", hasSize(20))
                .body("items.type", hasItem("task.failed"));
    }

    private static Response create(String template, String body) {
        return Api.as(Keys.EDITOR)
                .contentType("application/json")
                .body(body)
                .post(Api.LISTENERS + "?template=" + template);
    }
}
