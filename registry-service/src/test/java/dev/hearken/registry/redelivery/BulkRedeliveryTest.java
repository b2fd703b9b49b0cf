package dev.hearken.registry.redelivery;

import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.SourcePosition;
import dev.hearken.model.delivery.Standing;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

/** Dead letters are listed, and sent again all at once. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class BulkRedeliveryTest {
    private static final String PATH = "/v1/dead-letters";

    private Ground ground;

    @BeforeEach
    void ground() {
        ground = new Ground();
    }

    @Test
    void listsWhatFailedAndWasNotSentAgainSincePageByPage() {
        // given
        ground.failed("1", Ground.nowhere(), FailureReason.TIMEOUT);
        ground.failed("2", Ground.nowhere(), FailureReason.DNS);
        ground.failed("3", Ground.nowhere(), FailureReason.TIMEOUT);
        ground.failed("test", new SourcePosition(Redelivery.TEST_TOPIC, 0, 0), FailureReason.TIMEOUT);
        ground.waiting("4", Ground.nowhere());
        sentAgain("3");

        // when
        Response first = list("&limit=1");
        Response second = list("&limit=1&cursor=" + first.path("nextCursor"));

        // then
        assertThat(first.<String>path("nextCursor")).isNotNull();
        assertThat(second.<String>path("nextCursor")).isNull();
        assertThat(new String[] {first.path("items[0].id"), second.path("items[0].id")})
                .containsExactlyInAnyOrder(
                        ground.id("1").value(), ground.id("2").value());
        list("&reason=dns").then().body("items.id", contains(ground.id("2").value()));
        list("&workflow=another").then().body("items.size()", equalTo(0));
        list("&until=" + ground.began).then().body("items.size()", equalTo(0));
        Api.as(Keys.OTHER_TENANT)
                .get(PATH + "?listener=" + ground.listener)
                .then()
                .body("items.size()", equalTo(0));
    }

    @Test
    void sendsAllOfAFilterAgainAndCountsWhatIsGone() {
        // given
        SourcePosition first = ground.publish("1");
        ground.failed("1", first, FailureReason.TIMEOUT);
        ground.failed("2", ground.publish("2"), FailureReason.TIMEOUT);
        ground.failed("3", Ground.nowhere(), FailureReason.TIMEOUT);
        ground.failed("4", ground.publish("4"), FailureReason.DNS);
        String filter = "{\"listener\": \"%s\", \"reason\": \"timeout\"%s}";

        // when
        Response dry = redeliver(filter.formatted(ground.listener, ", \"dryRun\": true"));

        // then
        dry.then().statusCode(202).body("matched", equalTo(3)).body("redelivered", equalTo(0));
        assertThat(ground.redeliveries()).isEmpty();

        // and when
        Response answer = redeliver(filter.formatted(ground.listener, ""));

        // then
        answer.then()
                .statusCode(202)
                .body("matched", equalTo(3))
                .body("redelivered", equalTo(2))
                .body("gone", equalTo(1))
                .body("left", equalTo(0))
                .body("more", equalTo(false));
        assertThat(ground.redeliveries())
                .extracting(Redelivery::delivery)
                .containsExactlyInAnyOrder(ground.id("1"), ground.id("2"));
        Api.as(Keys.ADMIN)
                .get("/v1/audit?kind=dead-letters&limit=1")
                .then()
                .body("items[0].action", equalTo("replayed"))
                .body("items[0].after.redelivered", equalTo(2));
    }

    @Test
    void stopsAtItsLimitAndSaysThatThereIsMore() {
        // given
        ground.failed("1", ground.publish("1"), FailureReason.TIMEOUT);
        ground.failed("2", ground.publish("2"), FailureReason.TIMEOUT);

        // when
        Response answer = redeliver("{\"listener\": \"%s\", \"limit\": 1}".formatted(ground.listener));

        // then
        answer.then().body("redelivered", equalTo(1)).body("more", equalTo(true));
        assertThat(ground.redeliveries()).hasSize(1);
    }

    @Test
    void passesOverWhatIsForADisabledListener() {
        // given
        ground.failed("1", ground.publish("1"), FailureReason.TIMEOUT);
        Api.as(Keys.EDITOR)
                .post(Api.LISTENERS + "/" + ground.listener + "/disable")
                .then()
                .statusCode(200);

        // when
        Response answer = redeliver("{\"listener\": \"%s\"}".formatted(ground.listener));

        // then
        answer.then().body("matched", equalTo(1)).body("skipped", equalTo(1)).body("redelivered", equalTo(0));
        assertThat(ground.redeliveries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"limit\": 0}', /limit",
        "'{\"limit\": \"1\"}', /limit",
        "'{\"dryRun\": 1}', /dryRun",
        "'{\"reason\": 1}', /reason",
        "'{\"nam/e\": 1}', /nam~1e",
    })
    void refusesWhatItDoesNotKnow(String body, String pointer) {
        redeliver(body).then().statusCode(422).body("errors.pointer", contains(pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"reason\": \"bad luck\"}", "{\"listener\": \"x\"}", "{\"since\": \"yesterday\"}"})
    void refusesAFilterThatNothingCanPass(String body) {
        redeliver(body).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=failed", "reason=none", "cursor=x", "limit=0"})
    void refusesAQueryThatItDoesNotKnow(String query) {
        Api.as(Keys.VIEWER).get(PATH + "?" + query).then().statusCode(400);
    }

    private void sentAgain(String event) {
        Instant run = ground.began.plusSeconds(30);
        ground.log(
                event,
                Ground.nowhere(),
                run,
                new Standing(DeliveryStatus.WAITING, run, 0, run.plusSeconds(3600), null, null));
        await().atMost(Ground.LONG)
                .until(() -> Api.as(Keys.VIEWER)
                                .get("/v1/deliveries/" + ground.id(event))
                                .jsonPath()
                                .getList("earlierRuns")
                                .size()
                        == 1);
    }

    private Response list(String more) {
        return Api.as(Keys.VIEWER).get(PATH + "?listener=" + ground.listener + more);
    }

    private static Response redeliver(String body) {
        return Api.as(Keys.OPERATOR).contentType(ContentType.JSON).body(body).post(PATH + "/redeliver");
    }
}
