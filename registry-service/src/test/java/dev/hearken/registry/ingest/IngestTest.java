package dev.hearken.registry.ingest;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.TestBackends;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class IngestTest {
    private static final String EXECUTIONS = "workflow.executions";
    private static final String TASKS = "workflow.tasks";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private final EventTopicReader topics =
            new EventTopicReader(TestBackends.shared().bootstrapServers());
    private final String execution = "e-" + UUID.randomUUID();

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void publishesABinaryEventWithItsAttributesAndBytes() {
        // when
        Response response = Api.as(Keys.EDITOR)
                .header("ce-specversion", "1.0")
                .header("ce-id", "a%20b%C3%A4")
                .header("ce-source", "/engines/a")
                .header("ce-type", "task.failed")
                .header("ce-trace", "\"x y\"")
                .contentType("application/json")
                .body(data())
                .post("/v1/events");

        // then
        response.then().statusCode(202).body("accepted", equalTo(1));
        ConsumerRecord<String, byte[]> record = only(TASKS);
        assertThat(EventTopicReader.text(record)).isEqualTo(data());
        assertThat(EventTopicReader.header(record, "ce_id")).isEqualTo("a bä");
        assertThat(EventTopicReader.header(record, "ce_type")).isEqualTo("task.failed");
        assertThat(EventTopicReader.header(record, "ce_trace")).isEqualTo("x y");
        assertThat(EventTopicReader.header(record, "content-type")).isEqualTo("application/json");
    }

    @Test
    void publishesAStructuredEventAsItCame() {
        // given
        String event = event("e1", execution, "execution.succeeded");

        // when
        post(STRUCTURED + "; charset=UTF-8", event).then().statusCode(202);

        // then
        ConsumerRecord<String, byte[]> record = only(EXECUTIONS);
        assertThat(EventTopicReader.text(record)).isEqualTo(event);
        assertThat(EventTopicReader.header(record, "content-type")).isEqualTo(STRUCTURED);
    }

    @Test
    void publishesABatchInItsOrder() {
        // given
        List<String> events = List.of(
                event("1", execution, "execution.started"),
                event("2", execution, "execution.paused"),
                event("3", execution, "execution.failed"));

        // when
        post(BATCH, "[" + String.join(" ,\n", events) + "]")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(3));

        // then
        assertThat(topics.of(EXECUTIONS, execution).stream().map(EventTopicReader::text))
                .containsExactlyElementsOf(events);
    }

    @Test
    void publishesNothingOfABatchWithAFault() {
        // when
        Response response = post(
                BATCH,
                "[" + event("1", execution, "execution.started") + "," + event("2", execution, "execution.gone") + ",3,"
                        + event("3", execution, "execution.failed") + "]");

        // then
        response.then()
                .statusCode(400)
                .body("type", equalTo("https://hearken.dev/problems/invalid-event"))
                .body("errors.pointer", equalTo(List.of("/1", "/2")));
        assertThat(topics.of(EXECUTIONS, execution)).isEmpty();
    }

    @Test
    void takesAnEmptyBatchForNothing() {
        post(BATCH, "[]").then().statusCode(202).body("accepted", equalTo(0));
    }

    @Test
    void refusesABatchOfTooManyEvents() {
        // given
        String many = "{},".repeat(1_000) + "{}";

        // then
        post(BATCH, "[" + many + "]").then().statusCode(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1", "{}", "[{}] x", "[{}", "null"})
    void refusesABatchThatIsNone(String body) {
        post(BATCH, body).then().statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"specversion": "1.0", "source": "/a", "type": "task.failed", "data": {}}               | id must
            {"specversion": "1.0", "id": "1", "source": "/a", "type": "task.failed", "data": {}}    | execution.id
            {"specversion": "0.3", "id": "1", "source": "/a", "type": "task.failed", "data": {}}    | specversion
            {"id": "1"}                                                                             | specversion
            """)
    void namesTheFieldOfAStructuredEvent(String event, String detail) {
        post(STRUCTURED, event).then().statusCode(400).body("errors[0].detail", containsString(detail));
    }

    @Test
    void wantsTheAttributesOfABinaryEvent() {
        post("application/json", data()).then().statusCode(400).body("detail", containsString("ce-specversion"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/cloudevents+xml",
                "application/json; charset=latin1"
            })
    void wantsJson(String contentType) {
        post(contentType, data()).then().statusCode(415);
        Api.as(Keys.EDITOR)
                .contentType(contentType)
                .body(mistral())
                .post("/v1/ingest/mistral")
                .then()
                .statusCode(415);
    }

    @Test
    @Threat("D11")
    void takesNoCompressedBody() {
        Api.as(Keys.EDITOR)
                .header("Content-Encoding", "gzip")
                .contentType(STRUCTURED)
                .body(event("1", execution, "task.failed"))
                .post("/v1/events")
                .then()
                .statusCode(415);
    }

    @Test
    void publishesFactotumsUpdateByteForByteAndAnswersExactly200() {
        // given
        String update = """
                { "schema" : "iglu:com.snowplowanalytics.factotum/job_update/jsonschema/1-0-0",
                 "data": {"jobName": "demo", "jobReference": "0a", "runReference": "%s", "runState": "WAITING",
                  "startTime": "2026-01-02T03:04:05.000Z", "runDuration": "PT0.001S", "factfile": "eyJhIjoxfQ==",
                  "applicationContext": {"version": "0.7.0", "name": "factotum"}, "tags": {},
                  "jobTransition": {"previousState": null, "currentState": "WAITING"},
                  "taskStates": [{"taskName": "a", "state": "WAITING"}]}}""".formatted(execution);

        // when
        Response response = Api.as(Keys.EDITOR)
                .contentType("application/json; charset=utf-8")
                .body(update)
                .post("/v1/ingest/factotum");

        // then
        response.then().statusCode(200);
        ConsumerRecord<String, byte[]> record = only(EXECUTIONS);
        assertThat(EventTopicReader.text(record)).isEqualTo(update);
        assertThat(EventTopicReader.header(record, "hearken-format")).isEqualTo("factotum");
        assertThat(EventTopicReader.header(record, "content-type")).isEqualTo("application/json; charset=utf-8");
    }

    @Test
    void publishesMistralsNotificationWhichHasNoContentType() throws Exception {
        // given
        byte[] body = mistral().getBytes(StandardCharsets.UTF_8);

        // when
        String answer = RawHttp.exchange(
                server,
                RawHttp.request(
                        "POST",
                        "/v1/ingest/mistral",
                        "Authorization: Bearer " + Keys.EDITOR,
                        "Content-Length: " + body.length),
                body);

        // then
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(EventTopicReader.text(only(TASKS))).isEqualTo(mistral());
    }

    @Test
    void publishesConductorsStatus() {
        // when
        ingest("conductor", """
                {"workflowId": "%s", "workflowType": "nightly", "status": "COMPLETED"}""".formatted(execution)).then().statusCode(200);

        // then
        assertThat(EventTopicReader.header(only(EXECUTIONS), "hearken-format")).isEqualTo("conductor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            factotum  | {}
            factotum  | {"schema": "iglu:x/job_update/jsonschema/1-0-0", "data": {"runReference": ""}}
            mistral   | {"id": "1"}
            mistral   | []
            conductor | {"workflowId": 7, "workflowType": "n", "status": "COMPLETED"}
            conductor | nonsense
            """)
    void refusesWhatIsNoEventOfTheEngine(String format, String body) {
        ingest(format, body)
                .then()
                .statusCode(400)
                .body("type", equalTo("https://hearken.dev/problems/invalid-event"))
                .body("errors[0].pointer", equalTo(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents", "airflow", "FACTOTUM"})
    void knowsNoOtherFormat(String format) {
        ingest(format, "{}").then().statusCode(404);
    }

    @Test
    void refusesABodyOverTheLimitAndTakesOneBelow() {
        // given
        int limit = 1024 * 1024;
        String large = event("1", execution, "execution.failed");

        // then
        post(STRUCTURED, large + " ".repeat(limit - large.length() + 1)).then().statusCode(413);
        post(STRUCTURED, large + " ".repeat(limit - large.length() - 1_000))
                .then()
                .statusCode(202);
    }

    @Test
    void saysSoWhenTheTopicTakesNoSuchRecord() {
        // given
        String large = event("1", execution, "execution.failed");

        // then
        post(STRUCTURED, large + " ".repeat(1024 * 1024 - large.length()))
                .then()
                .statusCode(413);
        assertThat(topics.of(EXECUTIONS, execution)).isEmpty();
    }

    @Test
    @Threat("E8")
    void isForEditors() {
        // given
        String event = event("1", execution, "execution.failed");

        // then
        for (String path : List.of("/v1/events", "/v1/ingest/mistral")) {
            Api.plain().contentType(STRUCTURED).body(event).post(path).then().statusCode(401);
            Api.as(Keys.VIEWER)
                    .contentType(STRUCTURED)
                    .body(event)
                    .post(path)
                    .then()
                    .statusCode(403);
            Api.as(Keys.OTHER_TENANT)
                    .contentType(STRUCTURED)
                    .body(event)
                    .post(path)
                    .then()
                    .statusCode(403);
        }
        assertThat(topics.of(EXECUTIONS, execution)).isEmpty();
    }

    @Test
    void takesTheKeyAsThePasswordOfAUrl() {
        // given
        String credentials =
                Base64.getEncoder().encodeToString(("any:" + Keys.EDITOR).getBytes(StandardCharsets.UTF_8));
        String wrong = Base64.getEncoder().encodeToString((Keys.EDITOR + ":any").getBytes(StandardCharsets.UTF_8));

        // then
        Api.plain()
                .header("Authorization", "Basic " + credentials)
                .body(mistral())
                .contentType("application/json")
                .post("/v1/ingest/mistral")
                .then()
                .statusCode(200);
        Api.plain()
                .header("Authorization", "Basic " + wrong)
                .body(mistral())
                .contentType("application/json")
                .post("/v1/ingest/mistral")
                .then()
                .statusCode(401);
    }

    @Test
    void isCounted() throws Exception {
        // when
        ingest("mistral", mistral()).then().statusCode(200);
        ingest("mistral", "{}").then().statusCode(400);

        // then
        assertThat(RawHttp.exchange(management, RawHttp.request("GET", "/q/metrics")))
                .contains("hearken_ingest_requests_total{format=\"mistral\",result=\"accepted\"")
                .contains("hearken_ingest_requests_total{format=\"mistral\",result=\"invalid\"")
                .contains("hearken_ingest_records_total{format=\"mistral\"");
    }

    private ConsumerRecord<String, byte[]> only(String topic) {
        List<ConsumerRecord<String, byte[]>> records = topics.of(topic, execution);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static Response post(String contentType, String body) {
        return Api.as(Keys.EDITOR)
                .header("Content-Type", contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/events");
    }

    private static Response ingest(String format, String body) {
        return Api.as(Keys.EDITOR).contentType("application/json").body(body).post("/v1/ingest/" + format);
    }

    private String data() {
        return """
                {"workflow": {"name": "nightly"},  "execution": {"id": "%s"}, "task": {"name": "load"}, "n": 0.10}""".formatted(execution);
    }

    private String mistral() {
        return """
                {"id": "t-1", "name": "load", "workflow_execution_id": "%s", "workflow_name": "nightly",
                 "state": "ERROR", "event": "TASK_FAILED"}""".formatted(execution);
    }

    static String event(String id, String execution, String type) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "/a", "type": "%s",
                 "data": {"workflow": {"name": "nightly"}, "execution": {"id": "%s"}, "n": 0.10, "]": "}ä"}}""".formatted(id, type, execution);
    }
}
