package dev.hearken.registry.redelivery;

import dev.hearken.format.InboundEvents;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.Redelivery.Reason;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** A listener is tested while the test plays the dispatcher. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class ListenerTestTest {
    private Ground ground;

    @BeforeEach
    void ground() {
        ground = new Ground();
    }

    @Test
    void answersWithTheRequestAndTheResponse() throws Exception {
        // given
        Api.patch(ground.listener.value(), "{\"selector\": {\"events\": [\"task.failed\"]}}")
                .then()
                .statusCode(200);

        // when
        CompletableFuture<Response> answer = test("{}");
        Redelivery asked = asked();
        ground.tested(asked, 200);

        // then
        answer.get(60, TimeUnit.SECONDS)
                .then()
                .statusCode(200)
                .body("deliveryId", equalTo(asked.delivery().value()))
                .body("status", equalTo("delivered"))
                .body("reason", nullValue())
                .body("request.url", equalTo("https://hooks.example.com/run"))
                .body("request.headers.webhook-signature", equalTo("***"))
                .body("response.status", equalTo(200))
                .body("response.body", equalTo("thanks"));
        assertThat(asked.reason()).isEqualTo(Reason.TEST);
        assertThat(asked.revision()).isEqualTo(2);
        assertThat(event(asked).type()).isEqualTo(EventType.TASK_FAILED);
        Api.as(Keys.ADMIN)
                .get("/v1/audit?action=tested&id=" + ground.listener)
                .then()
                .body("items.object.kind", contains("listener"));
    }

    @Test
    void showsAFailureAsOneAndSendsTheGivenEvent() throws Exception {
        // when
        CompletableFuture<Response> answer = test("""
                {"event": {"type": "execution.failed", "data": {"workflow": {"name": "mine"}, "execution": {"id": "e"}}}}""");
        Redelivery asked = asked();
        ground.tested(asked, 410);

        // then
        answer.get(60, TimeUnit.SECONDS)
                .then()
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("reason", equalTo("gone"))
                .body("response.status", equalTo(410));
        assertThat(event(asked).workflow().name()).isEqualTo("mine");
        assertThat(event(asked).id()).startsWith("test-");
    }

    @Test
    void saysWhereToLookWhenNothingIsSeenInTime() throws Exception {
        // when
        Response answer = test("{}").get(90, TimeUnit.SECONDS);

        // then
        answer.then()
                .statusCode(504)
                .body("type", containsString("test-timed-out"))
                .body("detail", containsString(asked().delivery().value()));
    }

    @Test
    void refusesWhatIsNoEvent() {
        String path = Api.LISTENERS + "/" + ground.listener + "/test";
        post(path, "{\"event\": 1}").then().statusCode(400).body("errors.pointer", contains("/event"));
        post(path, "{\"events\": {}}").then().statusCode(422).body("errors.pointer", contains("/events"));
        post(path, "[]").then().statusCode(422);
        post(path.replace(ground.listener.value(), "01JD9Z6Q0V3T8M2K4N6P8R0S2T"), "{}")
                .then()
                .statusCode(404);
        assertThat(ground.redeliveries()).isEmpty();
    }

    private CompletableFuture<Response> test(String body) {
        return CompletableFuture.supplyAsync(() -> post(Api.LISTENERS + "/" + ground.listener + "/test", body));
    }

    private static Response post(String path, String body) {
        return Api.as(Keys.EDITOR).contentType(ContentType.JSON).body(body).post(path);
    }

    private Redelivery asked() {
        return await().atMost(Ground.LONG)
                .until(() -> ground.redeliveries(), found -> found.size() == 1)
                .get(0);
    }

    private static WorkflowEvent event(Redelivery asked) {
        return InboundEvents.decode(TenantId.DEFAULT, Map.of(), asked.source().value(), Instant.EPOCH, Optional.empty())
                .fold(events -> events.get(0), undecodable -> {
                    throw new AssertionError(undecodable.detail());
                });
    }
}
