package dev.hearken.registry.deliverylog;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.TestBackends;
import dev.hearken.test.marks.Threat;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class DeliveryLogTest {
    private static final String DELIVERIES = "/v1/deliveries";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String BOOTSTRAP = TestBackends.shared().bootstrapServers();

    /** Marks the events of one test: all tests share a database. */
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60);
    private String listener = "";

    @Inject
    MeterRegistry meters;

    @Inject
    Partitions partitions;

    @Inject
    Retention retention;

    @Inject
    Days days;

    @BeforeEach
    void listener() {
        Api.installKeys();
        listener = Api.created("logged " + mark);
    }

    @Test
    void showsADeliveryOnItsWayAndThenItsEndWithEveryAttempt() {
        // given
        Reports delivery = reports("1", now);
        Instant due = now.plusSeconds(5);

        // when
        send(delivery.failed(1, Duration.ZERO), delivery.rescheduled(1, Duration.ofSeconds(1), due));

        // then
        JsonPath waiting = awaitStatus(delivery, "waiting", "nextAttemptAt", due.toString());
        assertThat(waiting.getString("reason")).isEqualTo("status-retryable");
        assertThat(waiting.getInt("httpStatus")).isEqualTo(503);
        assertThat(waiting.getInt("attemptCount")).isEqualTo(1);

        // and when
        send(delivery.delivered(2, Duration.ofSeconds(5)));

        // then
        JsonPath done = awaitStatus(delivery, "delivered", "attemptCount", 2);
        assertThat(done.getString("reason")).isNull();
        assertThat(done.getString("nextAttemptAt")).isNull();
        assertThat(done.getString("listenerId")).isEqualTo(listener);
        assertThat(done.getString("workflow")).isEqualTo("nightly");
        assertThat(done.getString("executionId")).isEqualTo("e-" + mark);
        assertThat(done.getLong("source.offset")).isEqualTo(1234567890123L);
        assertThat(done.getList("attempts.number")).containsExactly(1, 2);
        assertThat(done.getList("attempts.outcome")).containsExactly("status-retryable", "delivered");
        assertThat(done.getString("attempts[1].request.body.text")).isEqualTo("{\"a\":\"\0\"}");
        assertThat(done.getString("attempts[1].response.body")).isEqualTo("ok");
        assertThat(done.getInt("attempts[1].timings.firstByteMs")).isEqualTo(30);
    }

    @Test
    void showsEveryDeliveryThatWaitsInABundleAndThenItsEnd() {
        // given
        Reports first = reports("1", now);
        Reports second = reports("2", now);
        Instant due = now.plusSeconds(31);
        Bundle bundle = new Bundle(
                TenantId.DEFAULT,
                new ListenerId(listener),
                "workflow.tasks",
                null,
                now,
                now,
                due,
                List.of(item(first, 41), item(second, 43)));

        // when
        Reports.sendBytes(BOOTSTRAP, listener, DeliveryJson.write(bundle));

        // then
        JsonPath waiting = awaitStatus(second, "waiting", "nextAttemptAt", due.toString());
        assertThat(waiting.getLong("source.offset")).isEqualTo(43);
        assertThat(waiting.getInt("attemptCount")).isZero();
        assertThat(waiting.getString("executionId")).isEqualTo("e-" + mark);
        awaitStatus(first, "waiting", "attemptCount", 0);

        // and when
        send(second.delivered(1, Duration.ofSeconds(31)));

        // then
        assertThat(awaitStatus(second, "delivered", "attemptCount", 1).getString("nextAttemptAt"))
                .isNull();
    }

    private Bundle.Item item(Reports delivery, long offset) {
        AttemptRecord like = delivery.delivered(1, Duration.ZERO);
        return new Bundle.Item(
                like.delivery(), 3, offset, like.eventId(), like.eventType(), like.subject(), like.createdAt());
    }

    @Test
    void showsAnEndWithoutAnAttempt() {
        // given
        Reports delivery = reports("1", now);

        // when
        send(delivery.gaveUp(0, Duration.ZERO, FailureReason.LISTENER_DISABLED));

        // then
        JsonPath failed = awaitStatus(delivery, "failed", "reason", "listener-disabled");
        assertThat(failed.getString("detail")).isEqualTo("enough");
        assertThat(failed.getList("attempts")).isEmpty();
    }

    @Test
    void keepsTheLaterWordWhateverTheOrderAndTheClocks() {
        // given
        Reports delivery = reports("1", now);
        AttemptRecord end = delivery.delivered(2, Duration.ofSeconds(1));

        // when
        send(end);
        awaitStatus(delivery, "delivered", "attemptCount", 2);
        send(delivery.failed(1, Duration.ofSeconds(9)), delivery.rescheduled(2, Duration.ofSeconds(8), now));

        // then
        JsonPath view = await().atMost(LONG).until(() -> get(delivery), found -> attempts(found) == 2);
        assertThat(view.getString("status")).isEqualTo("delivered");
    }

    @Test
    void countsWhatItReadsTwiceOnce() {
        // given
        List<AttemptRecord> records = IntStream.range(0, 20)
                .mapToObj(i -> reports(Integer.toString(i), now).delivered(1, Duration.ofMillis(i)))
                .toList();
        Reports last = reports("last", now);

        // when
        Reports.send(BOOTSTRAP, records);
        Reports.send(BOOTSTRAP, records);
        send(last.failed(1, Duration.ZERO), last.gaveUp(1, Duration.ofSeconds(1), FailureReason.GONE));

        // then
        JsonPath stats = await().atMost(LONG)
                .until(
                        () -> Api.as(Keys.VIEWER)
                                .get(Api.LISTENERS + "/" + listener + "/stats")
                                .jsonPath(),
                        found -> found.getInt("attempts.total") >= 21 && found.getInt("deliveries.failed") == 1);
        assertThat(stats.getInt("attempts.byOutcome.delivered")).isEqualTo(20);
        assertThat(stats.getInt("attempts.byOutcome.status-retryable")).isEqualTo(1);
        assertThat(stats.getInt("latencyMs.p50")).isBetween(37, 43);
        assertThat(stats.getInt("latencyMs.p99")).isBetween(850, 950);
        assertThat(stats.getString("health")).isEqualTo("active");
        assertThat(stats.getInt("deliveries.waiting")).isZero();
    }

    @Test
    void passesOverWhatIsNoRecordAndWhatTheDatabaseRefusesAndCountsIt() {
        // given
        double undecodable = skipped("undecodable");
        double refused = skipped("refused");
        double expired = skipped("expired");
        Reports good = reports("good", now);
        Reports nul = new Reports(
                TenantId.DEFAULT, new ListenerId(listener), mark + "\0nul", new Subject("\0", "e\0", null), now);

        // when
        Reports.sendBytes(BOOTSTRAP, good.id().value(), "{".getBytes(StandardCharsets.UTF_8));
        Reports.sendBytes(BOOTSTRAP, good.id().value(), null);
        Reports.sendBytes(BOOTSTRAP, good.id().value(), "{\"delivery\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        send(
                reports("old", now.minus(Duration.ofDays(40))).delivered(1, Duration.ZERO),
                reports("future", now.plus(Duration.ofDays(400))).delivered(1, Duration.ZERO),
                nul.delivered(1, Duration.ZERO),
                good.delivered(1, Duration.ZERO));

        // then
        awaitStatus(good, "delivered", "attemptCount", 1);
        JsonPath replaced = awaitStatus(nul, "delivered", "attemptCount", 1);
        assertThat(replaced.getString("eventId")).isEqualTo(mark + "\uFFFDnul");
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(skipped("undecodable") - undecodable).isEqualTo(3);
            assertThat(skipped("refused") - refused).isEqualTo(1);
            assertThat(skipped("expired") - expired).isEqualTo(1);
        });
    }

    @Test
    void keepsAnAttemptOfADeliveryThatBeganBeforeTheOldestDay() {
        // given
        Reports old = reports("old", now.minus(Duration.ofDays(35)));
        Reports next = reports("next", now);

        // when
        send(old.delivered(3, Duration.ofDays(35)), next.delivered(1, Duration.ZERO));

        // then
        awaitStatus(next, "delivered", "attemptCount", 1);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(Api.as(Keys.VIEWER)
                                .get(Api.LISTENERS + "/" + listener + "/stats")
                                .jsonPath()
                                .getInt("attempts.total"))
                        .isEqualTo(2));
        assertThat(Api.as(Keys.VIEWER).get(DELIVERIES + "/" + old.id()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void showsTheRunsOfAnEventThatWasDeliveredAgain() {
        // given
        Reports first = reports("1", now);
        Reports replay = reports("1", now.plusSeconds(30));

        // when
        send(first.delivered(1, Duration.ZERO), replay.delivered(1, Duration.ofSeconds(1)));

        // then
        JsonPath view = await().atMost(LONG).until(() -> get(first), found -> attempts(found) == 2);
        assertThat(view.getString("createdAt")).isEqualTo(replay.createdAt().toString());
        assertThat(view.getList("earlierRuns.createdAt"))
                .containsExactly(first.createdAt().toString());
        assertThat(view.getList("attempts.number")).containsExactly(1, 1);
    }

    @Test
    void findsByEveryFilter() {
        // given
        Reports delivered = reports("delivered", now);
        Reports failed = reports("failed", now.minusSeconds(600));
        send(delivered.delivered(1, Duration.ZERO), failed.gaveUp(0, Duration.ZERO, FailureReason.EXPIRED));
        awaitStatus(delivered, "delivered", "attemptCount", 1);
        awaitStatus(failed, "failed", "attemptCount", 0);
        String both = failed.id().value() + " " + delivered.id().value();

        // then
        assertThat(ids(Map.of("listener", listener))).containsExactlyInAnyOrder(both.split(" "));
        assertThat(ids(Map.of("execution", "e-" + mark)))
                .containsExactly(delivered.id().value(), failed.id().value());
        assertThat(ids(Map.of("event", mark + "failed")))
                .containsExactly(failed.id().value());
        assertThat(ids(Map.of("listener", listener, "workflow", "nightly"))).hasSize(2);
        assertThat(ids(Map.of("listener", listener, "workflow", "night"))).isEmpty();
        assertThat(ids(Map.of("listener", listener, "status", "failed")))
                .containsExactly(failed.id().value());
        assertThat(ids(Map.of("listener", listener, "status", "waiting"))).isEmpty();
        assertThat(ids(Map.of("listener", listener, "since", now.toString())))
                .containsExactly(delivered.id().value());
        assertThat(ids(Map.of("listener", listener, "until", now.toString())))
                .containsExactly(failed.id().value());
        assertThat(ids(Map.of("status", "failed", "execution", "e-" + mark)))
                .containsExactly(failed.id().value());
    }

    /** Threat E9. */
    @Test
    @Threat("E9")
    void showsPagesThatMeetAndRefusesOthersCursors() {
        // given: several of one moment, so that the id must decide
        List<Reports> all = IntStream.range(0, 7)
                .mapToObj(i -> reports(Integer.toString(i), now.minusSeconds(i / 3)))
                .toList();
        all.forEach(delivery -> send(delivery.delivered(1, Duration.ZERO)));
        await().atMost(LONG).until(() -> ids(Map.of("listener", listener)).size() == 7);

        // when
        List<String> seen = new ArrayList<>();
        Response page = list(Keys.VIEWER, Map.of("listener", listener, "limit", "3"));
        String first = page.path("nextCursor");
        seen.addAll(page.path("items.id"));
        for (String cursor = first; cursor != null; cursor = page.path("nextCursor")) {
            page = list(Keys.VIEWER, Map.of("listener", listener, "limit", "3", "cursor", cursor));
            seen.addAll(page.path("items.id"));
        }

        // then
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        assertThat(seen).isEqualTo(ids(Map.of("listener", listener)));
        String forged = (first.charAt(0) == 'A' ? "B" : "A") + first.substring(1);
        for (String bad : List.of(forged, "x", "%%%", first + "A")) {
            assertThat(list(Keys.VIEWER, Map.of("listener", listener, "cursor", bad))
                            .statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(list(Keys.VIEWER, Map.of("cursor", first)).statusCode()).isEqualTo(400);
        assertThat(list(Keys.OTHER_TENANT, Map.of("listener", listener, "cursor", first))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listener=x",
                "listener=",
                "status=ill",
                "since=yesterday",
                "since=0001-01-01T00:00:00Z",
                "until=%2B999999999-12-31T23:59:59Z",
                "since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z",
                "limit=0",
                "limit=201",
                "limit=1e9",
                "lstener=x",
                "event=%00",
                "workflow=a&workflow=b"
            })
    void refusesParametersThatMeanNothing(String query) {
        Api.as(Keys.VIEWER)
                .urlEncodingEnabled(false)
                .get(DELIVERIES + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=x", "limit=3", "since=2026-01-02T00:00:00Z&until=2026-01-02T00:00:00Z"})
    void refusesParametersOfStatsThatMeanNothing(String query) {
        Api.as(Keys.VIEWER)
                .urlEncodingEnabled(false)
                .get(Api.LISTENERS + "/" + listener + "/stats?" + query)
                .then()
                .statusCode(400);
    }

    /** Threats E6 and H13. */
    @Test
    @Threat({"E6", "H13"})
    void showsNothingOfAnotherTenant() {
        // given
        Reports mine = reports("1", now);
        Reports theirs = new Reports(new TenantId("other"), new ListenerId(listener), mark + "x", mine.subject(), now);
        send(mine.delivered(1, Duration.ZERO), theirs.delivered(1, Duration.ZERO));
        awaitStatus(mine, "delivered", "attemptCount", 1);
        await().atMost(LONG)
                .until(() -> list(Keys.OTHER_TENANT, Map.of("execution", "e-" + mark))
                                .<List<String>>path("items.id")
                                .size()
                        == 1);

        // then
        assertThat(list(Keys.OTHER_TENANT, Map.of("execution", "e-" + mark)).<List<String>>path("items.id"))
                .containsExactly(theirs.id().value());
        assertThat(ids(Map.of("execution", "e-" + mark)))
                .containsExactly(mine.id().value());
        for (String path : List.of(DELIVERIES + "/" + mine.id(), Api.LISTENERS + "/" + listener + "/stats")) {
            Api.as(Keys.OTHER_TENANT).get(path).then().statusCode(404);
            Api.plain().get(path).then().statusCode(401);
        }
        Api.as(Keys.VIEWER).get(DELIVERIES + "/" + theirs.id()).then().statusCode(404);
        Api.as(Keys.VIEWER).get(DELIVERIES + "/msg_x").then().statusCode(404);
        assertThat(Api.as(Keys.VIEWER)
                        .get(Api.LISTENERS + "/" + listener + "/stats")
                        .jsonPath()
                        .getInt("attempts.total"))
                .isEqualTo(1);
    }

    @Test
    void dropsDaysOlderThanTheRetentionAndMakesThoseToCome() {
        // given
        var past = days.oldest().minusDays(3);
        var kept = days.oldest();
        partitions.ensure(List.of(past, kept));
        double dropped = meters.counter("hearken.delivery.log.days.dropped").count();

        // when
        retention.maintain();

        // then
        assertThat(partitions.list()).doesNotContain(past).contains(kept).containsAll(days.ahead());
        assertThat(meters.counter("hearken.delivery.log.days.dropped").count() - dropped)
                .isEqualTo(1);
        assertThat(meters.get("hearken.delivery.log.days").gauge().value())
                .isEqualTo(partitions.list().size());
        assertThat(meters.get("hearken.delivery.log.maintenance.age")
                        .timeGauge()
                        .value())
                .isBetween(0.0, 60.0);
    }

    private Reports reports(String event, Instant createdAt) {
        return new Reports(
                TenantId.DEFAULT,
                new ListenerId(listener),
                mark + event,
                new Subject("nightly", "e-" + mark, "load"),
                createdAt);
    }

    private static void send(AttemptRecord... records) {
        Reports.send(BOOTSTRAP, List.of(records));
    }

    private static JsonPath awaitStatus(Reports delivery, String status, String field, Object value) {
        return await().atMost(LONG)
                .until(
                        () -> get(delivery),
                        view -> status.equals(view.getString("status")) && value.equals(view.get(field)));
    }

    private static JsonPath get(Reports delivery) {
        return Api.as(Keys.VIEWER).get(DELIVERIES + "/" + delivery.id()).jsonPath();
    }

    private static int attempts(JsonPath view) {
        List<Object> attempts = view.getList("attempts");
        return attempts == null ? 0 : attempts.size();
    }

    private double skipped(String reason) {
        return meters.counter("hearken.delivery.log.skipped", "reason", reason).count();
    }

    private static Response list(String key, Map<String, String> parameters) {
        return Api.as(key).queryParams(parameters).get(DELIVERIES);
    }

    private static List<String> ids(Map<String, String> parameters) {
        Response page = list(Keys.VIEWER, parameters);
        page.then().statusCode(200);
        return page.path("items.id");
    }
}
