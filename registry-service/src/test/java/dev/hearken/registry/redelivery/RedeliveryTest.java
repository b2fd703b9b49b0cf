package dev.hearken.registry.redelivery;

import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.Redelivery.Reason;
import dev.hearken.model.delivery.SourcePosition;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/** One delivery is sent again, or called off; what the dispatchers hear is read from the topics. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class RedeliveryTest {
    private Ground ground;

    @BeforeEach
    void ground() {
        ground = new Ground();
    }

    @Test
    void takesTheEventFromItsTopic() {
        // given
        SourcePosition place = ground.publish("1");
        ground.failed("1", place, FailureReason.TIMEOUT);

        // when
        Response answer = redeliver("1");

        // then
        answer.then()
                .statusCode(202)
                .body("deliveryId", equalTo(ground.id("1").value()))
                .header("Location", equalTo("/v1/deliveries/" + ground.id("1")));
        assertThat(ground.redeliveries()).singleElement().satisfies(asked -> {
            assertThat(asked.reason()).isEqualTo(Reason.REDELIVERY);
            assertThat(asked.delivery()).isEqualTo(ground.id("1"));
            assertThat(SourcePosition.of(asked.source())).isEqualTo(place);
            assertThat(asked.source().headers()).isEqualTo(ground.headers("1"));
            assertThat(asked.source().value()).isEqualTo(ground.data());
            assertThat(asked.askedAt()).isEqualTo(Instant.parse(answer.path("askedAt")));
        });
        assertThat(ground.cancellations("1")).isEmpty();
        Api.as(Keys.ADMIN)
                .get("/v1/audit?kind=delivery&id=" + ground.id("1"))
                .then()
                .body("items.action", hasItem("replayed"))
                .body("items[0].actor", equalTo("key:operator"));
    }

    @Test
    void takesTheEventFromTheDeadLetterWhereItsTopicHasItNoLonger() {
        // given
        SourceRecord kept = ground.deadLetter("1", Ground.nowhere());
        ground.failed("1", Ground.nowhere(), FailureReason.TIMEOUT);

        // when
        redeliver("1").then().statusCode(202);

        // then
        assertThat(ground.redeliveries()).singleElement().satisfies(asked -> {
            assertThat(asked.source().headers()).isEqualTo(kept.headers());
            assertThat(asked.source().value()).isEqualTo(kept.value());
        });
    }

    @Test
    void saysThatNobodyHasTheEventAnyMore() {
        // given
        ground.failed("1", Ground.nowhere(), FailureReason.TIMEOUT);
        SourcePosition noTopic = new SourcePosition("workflow.unknown", 0, 0);
        ground.failed("2", noTopic, FailureReason.TIMEOUT);
        ground.failed("3", ground.publish("other"), FailureReason.TIMEOUT);

        // then
        for (String event : new String[] {"1", "2", "3"}) {
            redeliver(event)
                    .then()
                    .statusCode(410)
                    .body("type", containsString("event-gone"))
                    .body("detail", containsString("dead letter"));
        }
        assertThat(ground.redeliveries()).isEmpty();
    }

    @Test
    void happensOncePerIdempotencyKey() {
        // given
        ground.failed("1", ground.publish("1"), FailureReason.TIMEOUT);
        String path = "/v1/deliveries/" + ground.id("1") + "/redeliver";

        // when
        Response first =
                Api.as(Keys.OPERATOR).header("Idempotency-Key", ground.mark).post(path);
        Response second =
                Api.as(Keys.OPERATOR).header("Idempotency-Key", ground.mark).post(path);

        // then
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(ground.redeliveries()).hasSize(1);
    }

    @Test
    void callsOffWhatWaitsWhenItIsSentAgain() {
        // given
        ground.waiting("1", ground.publish("1"));

        // when
        redeliver("1").then().statusCode(202);

        // then
        assertThat(ground.redeliveries()).hasSize(1);
        assertThat(ground.cancellations("1"))
                .singleElement()
                .satisfies(off -> assertThat(off.run()).isEqualTo(ground.began));
    }

    @Test
    void doesNotSendToAListenerThatIsDisabledOrGone() {
        // given
        ground.failed("1", ground.publish("1"), FailureReason.TIMEOUT);
        String listener = Api.LISTENERS + "/" + ground.listener;
        Api.as(Keys.EDITOR).post(listener + "/disable").then().statusCode(200);
        Response disabled = redeliver("1");
        Api.as(Keys.EDITOR).delete(listener).then().statusCode(204);

        // when
        Response gone = redeliver("1");

        // then
        disabled.then().statusCode(409).body("detail", containsString("disabled"));
        gone.then().statusCode(409).body("detail", containsString("deleted"));
        assertThat(ground.redeliveries()).isEmpty();
    }

    @Test
    void doesNotSendATestAgain() {
        // given
        ground.failed("1", new SourcePosition(Redelivery.TEST_TOPIC, 0, 0), FailureReason.TIMEOUT);

        // then
        redeliver("1").then().statusCode(409).body("type", containsString("not-redeliverable"));
    }

    @Test
    void callsOffADeliveryThatWaits() {
        // given
        ground.waiting("1", Ground.nowhere());

        // when
        Response answer = Api.as(Keys.OPERATOR).post("/v1/deliveries/" + ground.id("1") + "/cancel");

        // then
        answer.then().statusCode(202).body("deliveryId", equalTo(ground.id("1").value()));
        assertThat(ground.cancellations("1")).singleElement().satisfies(off -> {
            assertThat(off.run()).isEqualTo(ground.began);
            assertThat(off.tenant().value()).isEqualTo("default");
        });
        Api.as(Keys.ADMIN)
                .get("/v1/audit?kind=delivery&id=" + ground.id("1"))
                .then()
                .body("items.action", hasItem("stopped"));
    }

    @Test
    void callsOffNothingThatHasEnded() {
        // given
        ground.failed("1", Ground.nowhere(), FailureReason.TIMEOUT);

        // when
        Response answer = Api.as(Keys.OPERATOR).post("/v1/deliveries/" + ground.id("1") + "/cancel");

        // then
        answer.then().statusCode(409).body("type", containsString("not-waiting"));
        assertThat(ground.cancellations("1")).isEmpty();
    }

    @ParameterizedTest
    @Threat("E6")
    @ValueSource(strings = {"/redeliver", "/cancel"})
    void knowsNoDeliveryOfAnotherTenantAndNoneThatIsNotThere(String action) {
        // given
        ground.waiting("1", Ground.nowhere());

        // then
        Api.as(Keys.OTHER_TENANT)
                .post("/v1/deliveries/" + ground.id("1") + action)
                .then()
                .statusCode(404);
        Api.as(Keys.OPERATOR)
                .post("/v1/deliveries/" + ground.id("2") + action)
                .then()
                .statusCode(404);
        Api.as(Keys.EDITOR)
                .post("/v1/deliveries/" + ground.id("1") + action)
                .then()
                .statusCode(403);
    }

    private Response redeliver(String event) {
        return Api.as(Keys.OPERATOR).post("/v1/deliveries/" + ground.id(event) + "/redeliver");
    }
}
