package dev.hearken.registry.replay;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.registry.deliverylog.Reports;
import dev.hearken.test.TestBackends;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class ReplayTest {
    private static final String REPLAYS = "/v1/replays";
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String BOOTSTRAP = TestBackends.shared().bootstrapServers();

    private final EventLog log = new EventLog(BOOTSTRAP);

    /** Marks the events of one test: all tests share the topics. */
    private final String mark = "r" + UUID.randomUUID().toString().substring(0, 8);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final List<String> replays = new ArrayList<>();
    private String listener = "";

    @Inject
    ReplayRunner runner;

    @Inject
    ReplayRetention retention;

    @BeforeEach
    void listener() {
        Api.installKeys();
        listener = hearing(mark);
    }

    @AfterEach
    void stopAll() {
        replays.forEach(id -> Api.as(Keys.OPERATOR).delete(REPLAYS + "/" + id));
    }

    @Test
    void sendsEveryEventOfTheTimeRangeThatMatches() throws Exception {
        // given
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 2, now.minusSeconds(7200));
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 2, 5, now.minusSeconds(600));
        log.publish(Topics.WORKFLOW_TASKS, mark, 5, 7, now.minusSeconds(600));
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 7, 8, now.minusSeconds(60));
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 8, 9, now.minusSeconds(600));

        // when
        String id = started("""
                {"listenerId": "%s", "since": "%s", "until": "%s", "which": "all", "rate": 100}
                """.formatted(listener, now.minusSeconds(3600), now.minusSeconds(300)));

        // then
        JsonPath done = awaitState(id, "finished");
        assertThat(done.getLong("matched")).isEqualTo(6);
        assertThat(done.getLong("sent")).isEqualTo(6);
        assertThat(done.getLong("scanned")).isGreaterThanOrEqualTo(6);
        assertThat(done.getLong("offsets.read")).isEqualTo(done.getLong("offsets.of"));
        assertThat(done.getLong("gone")).isZero();
        assertThat(done.getString("endedAt")).isNotNull();
        List<Redelivery> told = log.redeliveries(id);
        assertThat(told)
                .extracting(Redelivery::delivery)
                .containsExactlyInAnyOrderElementsOf(deliveries(2, 3, 4, 5, 6, 8));
        assertThat(told).allSatisfy(redelivery -> {
            assertThat(redelivery.tenant()).isEqualTo(TenantId.DEFAULT);
            assertThat(redelivery.listener().value()).isEqualTo(listener);
            assertThat(redelivery.reason()).isEqualTo(Redelivery.Reason.REPLAY);
            assertThat(redelivery.askedAt()).isEqualTo(done.getString("createdAt"));
            assertThat(redelivery.source().key()).isEqualTo(mark);
            assertThat(new String(redelivery.source().value(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains(mark);
        });
    }

    @ParameterizedTest
    @CsvSource({"missing,0", "failed,1", "failed,3"})
    void sendsWhatTheDeliveryLogSaysIsMissingOrFailed(String which, int expected) throws Exception {
        // given
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 4, now.minusSeconds(60));
        Reports failed = reports(1);
        Reports delivered = reports(2);
        Reports failedAgain = reports(3);
        send(
                failed.gaveUp(1, Duration.ZERO, FailureReason.STATUS_PERMANENT),
                delivered.gaveUp(1, Duration.ZERO, FailureReason.STATUS_PERMANENT),
                laterRun(delivered).delivered(1, Duration.ofSeconds(1)),
                failedAgain.delivered(1, Duration.ZERO),
                laterRun(failedAgain).gaveUp(1, Duration.ofSeconds(1), FailureReason.STATUS_PERMANENT));
        awaitLogged(failed, "failed");
        awaitLogged(delivered, "delivered");
        awaitLogged(failedAgain, "failed");

        // when
        String id = started(which, 100, false);

        // then
        JsonPath done = awaitState(id, "finished");
        assertThat(log.redeliveries(id))
                .extracting(Redelivery::delivery)
                .containsExactlyInAnyOrderElementsOf(which.equals("missing") ? deliveries(0) : deliveries(1, 3))
                .contains(delivery(expected));
        assertThat(done.getLong("matched")).isEqualTo(4);
        assertThat(done.getLong("skipped")).isEqualTo(4 - done.getLong("sent"));
        assertThat(done.getLong("byStatus.missing")).isEqualTo(1);
        assertThat(done.getLong("byStatus.failed")).isEqualTo(2);
        assertThat(done.getLong("byStatus.delivered")).isEqualTo(1);
    }

    @Test
    void countsAndSendsNothingInADryRun() throws Exception {
        // given
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 5, now.minusSeconds(60));

        // when
        String id = started("missing", 1, true);

        // then
        JsonPath done = awaitState(id, "finished");
        assertThat(done.getLong("matched")).isEqualTo(5);
        assertThat(done.getLong("selected")).isEqualTo(5);
        assertThat(done.getLong("sent")).isZero();
        assertThat(log.redeliveries(id)).isEmpty();
    }

    @Test
    void sendsNoFasterThanItsRateAndNothingAfterItWasStopped() throws Exception {
        // given
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 200, now.minusSeconds(60));
        String id = started("all", 5, false);
        await().atMost(LONG).until(() -> shown(id).getLong("sent") >= 5);

        // when
        JsonPath stopped = Api.as(Keys.OPERATOR).delete(REPLAYS + "/" + id).jsonPath();

        // then
        assertThat(stopped.getString("state")).isEqualTo("stopped");
        await().atMost(LONG).until(() -> !runnerHas(id));
        int told = log.redeliveries(id).size();
        assertThat(told).isLessThan(200);
        await().during(Duration.ofSeconds(2))
                .atMost(LONG)
                .until(() -> log.redeliveries(id).size() == told);
        assertThat(shown(id).getLong("sent")).isEqualTo(told);
        assertThat(Api.as(Keys.OPERATOR).delete(REPLAYS + "/" + id).jsonPath().getString("endedAt"))
                .isEqualTo(stopped.getString("endedAt"));
        assertThat(Api.as(Keys.ADMIN)
                        .queryParam("kind", "replay")
                        .queryParam("id", id)
                        .get("/v1/audit")
                        .jsonPath()
                        .getList("items.action"))
                .containsExactly("stopped", "replayed");
    }

    @Test
    void goesOnWhereItWasAfterItsInstanceHasLeft() throws Exception {
        // given
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 80, now.minusSeconds(60));
        String id = started("all", 20, false);
        await().atMost(LONG).until(() -> shown(id).getLong("sent") >= 10);

        // when
        runner.leave();

        // then
        JsonPath done = awaitState(id, "finished");
        assertThat(done.getLong("sent")).isEqualTo(80);
        assertThat(log.redeliveries(id))
                .extracting(Redelivery::delivery)
                .containsExactlyInAnyOrderElementsOf(
                        deliveries(IntStream.range(0, 80).toArray()));
    }

    @Test
    void isTakenOverWhenTheLeaseOfItsInstanceEnds() throws Exception {
        // given
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 80, now.minusSeconds(60));
        String id = started("all", 20, false);
        await().atMost(LONG).until(() -> shown(id).getLong("sent") >= 10);

        // when
        update("update replay set lease_owner = 'somebody', lease_until = now() + interval '1 hour' where id = ?", id);

        // then
        await().atMost(LONG).until(() -> !runnerHas(id));
        int before = log.redeliveries(id).size();
        await().during(Duration.ofSeconds(3))
                .atMost(LONG)
                .until(() -> log.redeliveries(id).size() == before);
        assertThat(before).isLessThan(80);

        // and when
        update("update replay set lease_until = now() where id = ?", id);

        // then
        JsonPath done = awaitState(id, "finished");
        List<DeliveryId> told =
                log.redeliveries(id).stream().map(Redelivery::delivery).toList();
        assertThat(told)
                .containsAll(deliveries(IntStream.range(0, 80).toArray()))
                .hasSizeBetween(80, 80 + before);
        assertThat(done.getLong("sent")).isEqualTo(80);
    }

    @Test
    void reportsWhatRetentionHasTaken() throws Exception {
        // given
        List<RecordMetadata> written = log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 5, now.minusSeconds(60));
        log.deleteBefore(Topics.WORKFLOW_EXECUTIONS, written.get(3).offset());

        // when
        String id = started("all", 100, false);

        // then
        JsonPath done = awaitState(id, "finished");
        assertThat(log.redeliveries(id)).extracting(Redelivery::delivery).containsExactlyElementsOf(deliveries(3, 4));
        assertThat(Instant.parse(done.getString("incomplete.before"))).isEqualTo(now.minusSeconds(60));
    }

    @Test
    void failsWhenItsListenerIsDisabledMeanwhile() throws Exception {
        // given
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 100, now.minusSeconds(60));
        String id = started("all", 2, false);
        await().atMost(LONG).until(() -> shown(id).getLong("sent") >= 1);

        // when
        Api.as(Keys.EDITOR)
                .post(Api.LISTENERS + "/" + listener + "/disable")
                .then()
                .statusCode(200);

        // then
        assertThat(awaitState(id, "failed").getString("reason")).isEqualTo("the listener was disabled");
    }

    @Test
    void sendsOneExecutionAgainToAllListenersOrToOne() throws Exception {
        // given
        String other = hearing(mark);
        String disabled = hearing(mark);
        Api.as(Keys.EDITOR)
                .post(Api.LISTENERS + "/" + disabled + "/disable")
                .then()
                .statusCode(200);
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 2, now.minusSeconds(60));
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark + "x", 0, 2, now.minusSeconds(60));

        // when
        String toAll = started("/v1/executions/" + mark + "/replay", "{\"rate\": 1000}");
        String toOne = started("/v1/executions/" + mark + "/replay", "{\"listenerId\": \"" + other + "\"}");

        // then
        JsonPath all = awaitState(toAll, "finished");
        assertThat(all.getString("executionId")).isEqualTo(mark);
        assertThat(all.getString("listenerId")).isNull();
        assertThat(log.redeliveries(toAll))
                .extracting(redelivery -> redelivery.listener().value())
                .contains(listener, other)
                .doesNotContain(disabled);
        assertThat(log.redeliveries(toAll))
                .extracting(redelivery -> redelivery.source().key())
                .containsOnly(mark);
        awaitState(toOne, "finished");
        assertThat(log.redeliveries(toOne))
                .hasSize(2)
                .extracting(redelivery -> redelivery.listener().value())
                .containsOnly(other);
    }

    @Test
    @Threat("E6")
    void belongsToItsTenantAlone() throws Exception {
        // given
        String id = started("missing", 10, true);
        awaitState(id, "finished");

        // then
        Api.as(Keys.OTHER_TENANT).get(REPLAYS + "/" + id).then().statusCode(404);
        Api.as(Keys.OTHER_TENANT).delete(REPLAYS + "/" + id).then().statusCode(404);
        post(Keys.OTHER_TENANT, REPLAYS, wish("missing", 10, true)).then().statusCode(404);
        assertThat(Api.as(Keys.OTHER_TENANT).get(REPLAYS).asString()).doesNotContain(id);
        assertThat(Api.as(Keys.OPERATOR).get(REPLAYS).jsonPath().getList("items.id"))
                .contains(id);
    }

    @Test
    void showsAnotherTenantNothingOfTheTopics() throws Exception {
        // given
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 2, now.minusSeconds(60));

        // when
        String id = post(Keys.OTHER_TENANT, "/v1/executions/" + mark + "/replay", "{}")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        // then
        await().atMost(LONG)
                .until(() -> Api.as(Keys.OTHER_TENANT)
                        .get(REPLAYS + "/" + id)
                        .path("state")
                        .equals("finished"));
        JsonPath done = Api.as(Keys.OTHER_TENANT).get(REPLAYS + "/" + id).jsonPath();
        assertThat(done.getLong("scanned")).isZero();
        assertThat(done.getLong("matched")).isZero();
        assertThat(done.getLong("invalid")).isZero();
    }

    @Test
    void listsTheLatestFirstInPages() {
        // given
        String first = started("missing", 10, true);
        String second = started("missing", 10, true);

        // when
        JsonPath page = Api.as(Keys.OPERATOR).get(REPLAYS + "?limit=1").jsonPath();
        JsonPath next = Api.as(Keys.OPERATOR)
                .queryParam("limit", 1)
                .queryParam("cursor", page.getString("nextCursor"))
                .get(REPLAYS)
                .jsonPath();

        // then
        assertThat(page.getString("items[0].id")).isEqualTo(second);
        assertThat(next.getString("items[0].id")).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | /listenerId",
                "[] | \"\"",
                "{'listenerId': 1, 'since': '2026-01-07T00:00:00Z', 'which': 'all'} | /listenerId",
                "{'listenerId': 'L', 'since': 'yesterday', 'which': 'all'} | /since",
                "{'listenerId': 'L', 'since': '1999-01-07T00:00:00Z', 'which': 'all'} | /since",
                "{'listenerId': 'L', 'since': '2099-01-07T00:00:00Z', 'which': 'all'} | /since",
                "{'listenerId': 'L', 'since': 'T-2', 'until': 'T-3', 'which': 'all'} | /since",
                "{'listenerId': 'L', 'since': 'T-900', 'which': 'all'} | /since",
                "{'listenerId': 'L', 'since': 'T-2', 'which': 'some'} | /which",
                "{'listenerId': 'L', 'since': 'T-2'} | /which",
                "{'listenerId': 'L', 'since': 'T-2', 'which': 'all', 'dryRun': 'yes'} | /dryRun",
                "{'listenerId': 'L', 'since': 'T-2', 'which': 'all', 'rate': 0} | /rate",
                "{'listenerId': 'L', 'since': 'T-2', 'which': 'all', 'rate': 1001} | /rate",
                "{'listenerId': 'L', 'since': 'T-2', 'which': 'all', 'rate': 1.5} | /rate",
                "{'listenerId': 'L', 'since': 'T-2', 'which': 'all', 'speed': 1} | /speed"
            })
    void namesWhatIsNotValid(String body, String pointer) {
        // when
        Response answer = post(
                Keys.OPERATOR,
                REPLAYS,
                body.replace('\'', '"')
                        .replace("\"L\"", "\"" + listener + "\"")
                        .replace("T-900", now.minus(Duration.ofDays(900)).toString())
                        .replace("T-2", now.minusSeconds(2).toString())
                        .replace("T-3", now.minusSeconds(3).toString()));

        // then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("type")).endsWith("/invalid-replay");
        assertThat(answer.jsonPath().getList("errors.pointer", String.class)).contains(pointer);
    }

    @Test
    void refusesAListenerThatIsNotThereOrDisabled() {
        for (String unknown : List.of("nobody", "01JD9Z6Q0V3T8M2K4N6P8R0S2T")) {
            post(Keys.OPERATOR, REPLAYS, wish("all", 1, true).replace(listener, unknown))
                    .then()
                    .statusCode(404);
        }
        Api.as(Keys.EDITOR)
                .post(Api.LISTENERS + "/" + listener + "/disable")
                .then()
                .statusCode(200);
        Response disabled = post(Keys.OPERATOR, REPLAYS, wish("all", 1, true));
        assertThat(disabled.statusCode()).isEqualTo(409);
        assertThat(disabled.jsonPath().getString("type")).endsWith("/listener-disabled");
    }

    @Test
    void refusesMoreAtOnceThanTheTenantMayHave() throws Exception {
        // given
        log.publish(Topics.WORKFLOW_EXECUTIONS, mark, 0, 100, now.minusSeconds(60));
        started("all", 1, false);
        started("all", 1, false);
        started("all", 1, false);

        // when
        Response fourth = post(Keys.OPERATOR, REPLAYS, wish("all", 1, false));

        // then
        assertThat(fourth.statusCode()).isEqualTo(429);
        assertThat(fourth.header("Retry-After")).isNotNull();
    }

    @Test
    void beginsOncePerIdempotencyKey() {
        // given
        String key = UUID.randomUUID().toString();
        String body = wish("missing", 1, true);

        // when
        Response first = withKey(key, body);
        Response again = withKey(key, body);

        // then
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.header("Location")).endsWith(REPLAYS + "/" + first.path("id"));
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void keepsWhatEndedForAWhile() throws Exception {
        // given
        String old = started("missing", 10, true);
        String recent = started("missing", 10, true);
        awaitState(old, "finished");
        awaitState(recent, "finished");
        update("update replay set ended_at = now() - interval '31 days' where id = ?", old);

        // when
        retention.purge();

        // then
        Api.as(Keys.OPERATOR).get(REPLAYS + "/" + old).then().statusCode(404);
        Api.as(Keys.OPERATOR).get(REPLAYS + "/" + recent).then().statusCode(200);
    }

    private static String hearing(String execution) {
        return Api.create("""
                {"name": "replayed %1$s", "selector": {"executions": ["%1$s"]},
                 "callback": {"type": "http", "url": "https://hooks.example.com/run"}}""".formatted(execution)).path("id");
    }

    private String wish(String which, int rate, boolean dryRun) {
        return """
                {"listenerId": "%s", "since": "%s", "which": "%s", "rate": %d, "dryRun": %b}
                """.formatted(listener, now.minusSeconds(3600), which, rate, dryRun);
    }

    private String started(String which, int rate, boolean dryRun) {
        return started(wish(which, rate, dryRun));
    }

    private String started(String body) {
        return started(REPLAYS, body);
    }

    /** Other tests may have left some under way that end soon. */
    private String started(String path, String body) {
        Response answer = await().atMost(LONG)
                .until(() -> post(Keys.OPERATOR, path, body), response -> response.statusCode() != 429);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        replays.add(answer.path("id"));
        return answer.path("id");
    }

    private static Response post(String key, String path, String body) {
        return Api.as(key).contentType(ContentType.JSON).body(body).post(path);
    }

    private Response withKey(String key, String body) {
        Response answer = await().atMost(LONG)
                .until(
                        () -> Api.as(Keys.OPERATOR)
                                .header("Idempotency-Key", key)
                                .contentType(ContentType.JSON)
                                .body(body)
                                .post(REPLAYS),
                        response -> response.statusCode() != 429);
        replays.add(answer.path("id"));
        return answer;
    }

    private static JsonPath shown(String id) {
        return Api.as(Keys.OPERATOR).get(REPLAYS + "/" + id).jsonPath();
    }

    private static JsonPath awaitState(String id, String state) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> shown(id), replay -> replay.getString("state").equals(state));
    }

    private DeliveryId delivery(int number) {
        return DeliveryId.of(TenantId.DEFAULT, "test", mark + "-" + number, new ListenerId(listener));
    }

    private List<DeliveryId> deliveries(int... numbers) {
        return IntStream.of(numbers).mapToObj(this::delivery).toList();
    }

    private Reports reports(int number) {
        return new Reports(
                TenantId.DEFAULT,
                new ListenerId(listener),
                mark + "-" + number,
                new Subject("nightly", mark, null),
                now.minusSeconds(50));
    }

    private static Reports laterRun(Reports run) {
        return new Reports(
                run.tenant(),
                run.listener(),
                run.eventId(),
                run.subject(),
                run.createdAt().plusSeconds(10));
    }

    private static void send(AttemptRecord... records) {
        Reports.send(BOOTSTRAP, List.of(records));
    }

    private static void awaitLogged(Reports run, String status) {
        await().atMost(LONG)
                .until(() -> status.equals(
                        Api.as(Keys.VIEWER).get("/v1/deliveries/" + run.id()).path("status")));
    }

    private boolean runnerHas(String id) {
        return runner.isWorkingOn(id);
    }

    private static void update(String sql, String id) throws SQLException {
        try (Connection connection = Api.database().getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
