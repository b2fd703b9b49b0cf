package dev.hearken.system.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.dispatcher.dispatch.AttemptVerdict;
import dev.hearken.format.InboundFormat;
import dev.hearken.format.outbound.OutboundFormat;
import dev.hearken.model.listener.DeliveryPolicy;
import dev.hearken.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.hearken.system.compatibility.Feature.notApplicable;
import static dev.hearken.system.compatibility.Feature.supported;
import static org.assertj.core.api.Assertions.assertThat;

/** Snowplow Factotum: {@code --webhook}, {@code job_update} and {@code task_update}. */
class FactotumCompatibilityTest {
    static final int ROWS = 27;

    @TestFactory
    Stream<DynamicTest> everyClaimHolds() {
        return Feature.tests("F", ROWS, features());
    }

    static List<Feature> features() {
        return List.of(
                supported(
                        "F1",
                        "Switch `--webhook`",
                        "Point `--webhook` at `POST /v1/ingest/factotum`; callbacks go to `http://` and `https://` only.",
                        FactotumCompatibilityTest::ingest),
                supported(
                        "F2",
                        "Size of stdout and stderr",
                        "`callback.tail` keeps the last characters, not bytes, of each output; 10,000 if not set, 0 for none.",
                        FactotumCompatibilityTest::tail),
                supported(
                        "F3",
                        "Event types `job_update` and `task_update`",
                        "Both are read, one event per transition, and `callback.format` `factotum` sends both.",
                        FactotumCompatibilityTest::eventTypes),
                supported(
                        "F4",
                        "Job states",
                        "`COMPLETED` of the older form and `SUCCEEDED` are one state, under the released name.",
                        FactotumCompatibilityTest::jobStates),
                supported(
                        "F5",
                        "Task states",
                        "All six, `COMPLETED` and `SUCCESS` of the older form included; `SUCCEEDED_NO_OP` is `task.succeeded` and keeps its state.",
                        FactotumCompatibilityTest::taskStates),
                supported(
                        "F6",
                        "`applicationContext`",
                        "Read with or without `name`, kept as `metadata.applicationContext`, always sent with both fields.",
                        FactotumCompatibilityTest::applicationContext),
                supported(
                        "F7",
                        "`tags`",
                        "They are the workflow's labels, which `selector.labels` selects by and bodies carry.",
                        FactotumCompatibilityTest::tags),
                supported(
                        "F8",
                        "`jobTransition`",
                        "Its step decides the event's type; `execution.previousState` keeps where it came from, and it is sent again.",
                        FactotumCompatibilityTest::jobTransition),
                supported(
                        "F9",
                        "`taskTransitions`",
                        "Each entry becomes an event of its own, in their order, with `task.previousState`.",
                        FactotumCompatibilityTest::taskTransitions),
                supported(
                        "F10",
                        "Error field",
                        "`errorMessage` and `error_message` are both read as `error.message`; `errorMessage` is sent.",
                        FactotumCompatibilityTest::errorField),
                supported(
                        "F11",
                        "Optional task fields",
                        "What an update lacks is absent in the body that `factotum` sends, never `null`.",
                        FactotumCompatibilityTest::optionalFields),
                supported(
                        "F12",
                        "Sequence of updates",
                        "The updates of a run become created, started, task started, task ended and the end of the execution.",
                        FactotumCompatibilityTest::sequence),
                supported(
                        "F13",
                        "When a job has failed",
                        "The engine's own word counts: `FAILED` is `execution.failed` with the message of the first failed task.",
                        FactotumCompatibilityTest::jobFailed),
                supported(
                        "F14",
                        "`jobReference`",
                        "It is `workflow.id`, which `selector.workflowIds` selects by, and is sent unchanged.",
                        FactotumCompatibilityTest::jobReference),
                supported(
                        "F15",
                        "`runReference`",
                        "It is `execution.id`, which `selector.executions` selects by, and is sent unchanged.",
                        FactotumCompatibilityTest::runReference),
                supported(
                        "F16",
                        "`factfile`",
                        "Kept as `metadata.factfile` and sent unchanged; for another engine's event the workflow's description in base64.",
                        FactotumCompatibilityTest::factfile),
                supported(
                        "F17",
                        "`startTime` and `started`",
                        "Nanoseconds, offsets and `Z` are all read; sent as `YYYY-MM-DDTHH:MM:SS.mmmZ`.",
                        FactotumCompatibilityTest::startTime),
                supported(
                        "F18",
                        "`runDuration` and `duration`",
                        "ISO 8601 durations become `durationMs` and are sent as ISO 8601 again.",
                        FactotumCompatibilityTest::duration),
                supported(
                        "F19",
                        "`returnCode`",
                        "Kept as `task.returnCode`, where rules can compare it; one outside of ±32,767 is not sent as `factotum`.",
                        FactotumCompatibilityTest::returnCode),
                supported(
                        "F20",
                        "The request",
                        "`POST` with `application/json; charset=utf-8` is what `factotum` sends; headers, `auth` and `timeout` come on top.",
                        FactotumCompatibilityTest::request),
                supported(
                        "F21",
                        "Success is exactly 200",
                        "`\"successStatus\": [\"200\"]`.",
                        FactotumCompatibilityTest::success),
                supported(
                        "F22",
                        "Three attempts, random wait",
                        "A schedule of two waits makes three attempts, with `jitter` up to half of each wait; no wait follows the last one.",
                        FactotumCompatibilityTest::retry),
                supported(
                        "F23",
                        "Retry counts per update",
                        "Each event is a delivery of its own with its own attempts.",
                        FactotumCompatibilityTest::perUpdate),
                supported(
                        "F24",
                        "Updates in order, one at a time",
                        "`\"ordering\": \"execution\"` sends a job's updates one after the other; one that fails holds up those of its job alone.",
                        FactotumCompatibilityTest::order),
                supported(
                        "F25",
                        "No persistence",
                        "Better: what waits for a retry lies in Kafka, what failed for good in `hearken.dead-letters`.",
                        FactotumCompatibilityTest::persistence),
                supported(
                        "F26",
                        "Heartbeat",
                        "A step from `RUNNING` to `RUNNING` is `task.progress` with the output so far.",
                        FactotumCompatibilityTest::heartbeat),
                notApplicable(
                        "F27",
                        "A dead endpoint delays the end of the process",
                        "the engine hands its update to the ingest path or to Kafka and waits for no receiver."));
    }

    private static void ingest() {
        assertThat(InboundFormat.of("factotum")).contains(InboundFormat.FACTOTUM);
        assertThat(Routes.has("POST", "/v1/ingest/{format}")).isTrue();
        assertThat(Listening.callbackFaults("'url': 'ftp://ops.example.com'")).containsExactly("/callback/url");
        assertThat(Listening.callbackFaults("'url': 'http://ops.example.com'")).isEmpty();
    }

    private static void tail() {
        Heard heard = Heard.first(
                "factotum-task-failed",
                json -> ((ObjectNode) json.at("/data/taskStates/0"))
                        .put("stdout", "\uD83D\uDE00abc")
                        .put("stderr", "x".repeat(10_001)));

        assertThat(heard.tail(4).at("/task/stdout").textValue()).isEqualTo("\uD83D\uDE00abc");
        assertThat(heard.tail(2).at("/task/stdout").textValue()).isEqualTo("bc");
        assertThat(heard.tail(0).at("/task/stdout").textValue()).isEmpty();
        assertThat(heard.tail(Listening.calling("").callback().tail())
                        .at("/task/stderr")
                        .textValue())
                .hasSize(10_000);
        assertThat(Listening.calling("'tail': 2").callback().tail()).isEqualTo(2);
    }

    private static void eventTypes() {
        Heard job = Heard.first("factotum-job-created");
        Heard task = Heard.first("factotum-task-failed");

        assertThat(job.event().type().isTask()).isFalse();
        assertThat(task.event().type().isTask()).isTrue();
        assertThat(sent(job).path("schema").textValue()).isEqualTo(schema("job_update"));
        assertThat(sent(task).path("schema").textValue()).isEqualTo(schema("task_update"));
    }

    private static String schema(String kind) {
        return "iglu:com.snowplowanalytics.factotum/" + kind + "/jsonschema/1-0-0";
    }

    private static void jobStates() {
        assertThat(executionState("factotum-source-completed", "COMPLETED")).isEqualTo("execution.succeeded SUCCEEDED");
        assertThat(executionState("factotum-source-completed", "SUCCEEDED")).isEqualTo("execution.succeeded SUCCEEDED");
        assertThat(executionState("factotum-source-completed", "FAILED")).isEqualTo("execution.failed FAILED");
        assertThat(executionState("factotum-job-created", "WAITING")).isEqualTo("execution.created WAITING");
        assertThat(executionState("factotum-job-created", "RUNNING")).isEqualTo("execution.started RUNNING");
    }

    private static String executionState(String sample, String state) {
        Heard heard = Heard.first(sample, json -> data(json).put("runState", state));
        return heard.type() + " " + heard.at("/execution/state").textValue();
    }

    private static void taskStates() {
        assertThat(taskState("RUNNING", "COMPLETED")).isEqualTo("task.succeeded SUCCEEDED");
        assertThat(taskState("RUNNING", "SUCCESS")).isEqualTo("task.succeeded SUCCEEDED");
        assertThat(taskState("RUNNING", "SUCCEEDED")).isEqualTo("task.succeeded SUCCEEDED");
        assertThat(taskState("RUNNING", "SUCCEEDED_NO_OP")).isEqualTo("task.succeeded SUCCEEDED_NO_OP");
        assertThat(taskState("RUNNING", "FAILED")).isEqualTo("task.failed FAILED");
        assertThat(taskState("WAITING", "SKIPPED")).isEqualTo("task.skipped SKIPPED");
        assertThat(taskState("WAITING", "RUNNING")).isEqualTo("task.started RUNNING");
        assertThat(taskState("WAITING", "WAITING")).isEqualTo("task.created WAITING");
    }

    private static String taskState(String from, String to) {
        Heard heard = Heard.first("factotum-task-failed", json -> transition(json, from, to));
        return heard.type() + " " + heard.at("/task/state").textValue();
    }

    private static void applicationContext() {
        Heard older = Heard.first("factotum-source-completed");
        Heard released = Heard.first("factotum-job-created");

        assertThat(older.at("/metadata/applicationContext/version").textValue()).isEqualTo("0.3.0");
        assertThat(sent(older).at("/data/applicationContext"))
                .isEqualTo(Json.object("{'version': '0.3.0', 'name': 'factotum'}"));
        assertThat(sent(released).at("/data/applicationContext"))
                .isEqualTo(Heard.sample("factotum-job-created").at("/data/applicationContext"));
    }

    private static void tags() {
        Heard heard = Heard.first("factotum-job-created");

        assertThat(heard.event().workflow().labels()).containsEntry("env", "prod");
        assertThat(Listening.with("'selector': {'labels': {'env': 'prod'}}").hears(heard))
                .isTrue();
        assertThat(Listening.with("'selector': {'labels': {'env': 'test'}}").hears(heard))
                .isFalse();
        assertThat(sent(heard).at("/data/tags"))
                .isEqualTo(Heard.sample("factotum-job-created").at("/data/tags"));
    }

    private static void jobTransition() {
        Heard failed = Heard.first("factotum-job-failed");

        assertThat(failed.type()).isEqualTo("execution.failed");
        assertThat(failed.at("/execution/previousState").textValue()).isEqualTo("RUNNING");
        assertThat(sent(failed).at("/data/jobTransition"))
                .isEqualTo(Json.object("{'previousState': 'RUNNING', 'currentState': 'FAILED'}"));
        assertThat(sent(Heard.first("factotum-job-created"))
                        .at("/data/jobTransition/previousState")
                        .isNull())
                .isTrue();
    }

    private static void taskTransitions() {
        List<Heard> events = Heard.all("factotum-task-failed");

        assertThat(events).extracting(Heard::type).containsExactly("task.failed", "task.skipped");
        assertThat(events).extracting(heard -> heard.event().taskName()).containsExactly("a", "b");
        assertThat(events.get(1).at("/task/previousState").textValue()).isEqualTo("WAITING");
        assertThat(sent(events.get(1)).at("/data/taskTransitions/0"))
                .isEqualTo(Json.object("{'taskName': 'b', 'previousState': 'WAITING', 'currentState': 'SKIPPED'}"));
    }

    private static void errorField() {
        Heard released = Heard.first("factotum-task-failed");
        Heard older = Heard.first("factotum-task-failed", json -> {
            ObjectNode task = (ObjectNode) json.at("/data/taskStates/0");
            task.set("error_message", task.remove("errorMessage"));
        });

        for (Heard heard : List.of(released, older)) {
            assertThat(heard.at("/task/error/message").textValue()).isEqualTo("unexpected return code 2");
            assertThat(sent(heard).at("/data/taskStates/0/errorMessage").textValue())
                    .isEqualTo("unexpected return code 2");
        }
    }

    private static void optionalFields() {
        JsonNode waiting = sent(Heard.first("factotum-job-created")).at("/data/taskStates/0");

        assertThat(waiting).isEqualTo(Json.object("{'taskName': 'a', 'state': 'WAITING'}"));
    }

    private static void sequence() {
        List<String> types = new ArrayList<>();
        types.add(Heard.first("factotum-job-created").type());
        types.add(Heard.first("factotum-job-created", json -> jobStep(json, "WAITING", "RUNNING"))
                .type());
        types.add(Heard.first("factotum-task-failed", json -> transition(json, "WAITING", "RUNNING"))
                .type());
        types.add(Heard.first("factotum-task-failed", json -> transition(json, "RUNNING", "SUCCEEDED"))
                .type());
        types.add(Heard.first("factotum-job-created", json -> jobStep(json, "RUNNING", "SUCCEEDED"))
                .type());

        assertThat(types)
                .containsExactly(
                        "execution.created",
                        "execution.started",
                        "task.started",
                        "task.succeeded",
                        "execution.succeeded");
    }

    private static void jobFailed() {
        Heard failed = Heard.first("factotum-job-failed");

        assertThat(failed.type()).isEqualTo("execution.failed");
        assertThat(failed.at("/execution/error/message").textValue()).isEqualTo("unexpected return code 2");
    }

    private static void jobReference() {
        Heard heard = Heard.first("factotum-job-created");
        String reference =
                Heard.sample("factotum-job-created").at("/data/jobReference").textValue();

        assertThat(heard.event().workflow().id()).isEqualTo(reference);
        assertThat(Listening.with("'selector': {'workflowIds': ['" + reference + "']}")
                        .hears(heard))
                .isTrue();
        assertThat(Listening.with("'selector': {'workflowIds': ['other']}").hears(heard))
                .isFalse();
        assertThat(sent(heard).at("/data/jobReference").textValue()).isEqualTo(reference);
    }

    private static void runReference() {
        Heard heard = Heard.first("factotum-job-created");

        assertThat(Listening.with("'selector': {'executions': ['r-2']}").hears(heard))
                .isTrue();
        assertThat(Listening.with("'selector': {'executions': ['r-3']}").hears(heard))
                .isFalse();
        assertThat(sent(heard).at("/data/runReference").textValue()).isEqualTo("r-2");
    }

    private static void factfile() {
        Heard own = Heard.first("factotum-job-created");
        String foreign = sent(Heard.first("mistral-workflow-succeeded"))
                .at("/data/factfile")
                .textValue();

        assertThat(own.at("/metadata/factfile").textValue()).isEqualTo("eyJhIjoxfQ==");
        assertThat(sent(own).at("/data/factfile").textValue()).isEqualTo("eyJhIjoxfQ==");
        assertThat(new String(Base64.getDecoder().decode(foreign), StandardCharsets.UTF_8))
                .contains("nightly");
    }

    private static void startTime() {
        Heard older = Heard.first("factotum-source-completed");
        Heard released = Heard.first("factotum-job-created");

        assertThat(older.at("/execution/startedAt").textValue()).isEqualTo("2026-01-02T03:04:05.000000001Z");
        assertThat(sent(older).at("/data/startTime").textValue()).isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(sent(released).at("/data/startTime").textValue()).isEqualTo("2026-01-02T03:04:05.000Z");
    }

    private static void duration() {
        Heard heard = Heard.first("factotum-task-failed");

        assertThat(heard.at("/execution/durationMs").longValue()).isEqualTo(3200);
        assertThat(heard.at("/task/durationMs").longValue()).isEqualTo(3100);
        assertThat(sent(heard).at("/data/runDuration").textValue()).isEqualTo("PT3.2S");
        assertThat(sent(heard).at("/data/taskStates/0/duration").textValue()).isEqualTo("PT3.1S");
    }

    private static void returnCode() {
        Heard heard = Heard.first("factotum-task-failed");
        Heard large = Heard.first(
                "factotum-task-failed", json -> ((ObjectNode) json.at("/data/taskStates/0")).put("returnCode", 32_768));
        Listening listening =
                Listening.with("'rules': [{'variable': 'task.returnCode', 'operation': 'GREATER_THAN', 'value': 1}]");

        assertThat(listening.hears(heard)).isTrue();
        assertThat(listening.hears(Heard.first("factotum-source-completed"))).isFalse();
        assertThat(sent(heard).at("/data/taskStates/0/returnCode").intValue()).isEqualTo(2);
        assertThat(sent(large).at("/data/taskStates/0").has("returnCode")).isFalse();
    }

    private static void request() {
        Listening listening = Listening.calling(
                "'format': 'factotum', 'timeout': 'PT20S'," + " 'auth': {'type': 'bearer', 'token': '${{secrets.t}}'}");

        assertThat(listening.callback().method().name()).isEqualTo("POST");
        assertThat(listening
                        .knowing(Map.of(), Map.of("t", "s3"))
                        .header("Content-Type", Heard.first("factotum-job-created")))
                .isEqualTo("application/json; charset=utf-8");
        assertThat(listening.callback().timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(listening
                        .knowing(Map.of(), Map.of("t", "s3"))
                        .header("Authorization", Heard.first("factotum-job-created")))
                .isEqualTo("Bearer s3");
    }

    private static void success() {
        Listening only200 = Listening.calling("'successStatus': ['200']");

        assertThat(only200.answered(200)).isEqualTo(AttemptVerdict.DELIVERED);
        for (int status : new int[] {201, 202, 204, 500}) {
            assertThat(only200.answered(status)).isEqualTo(AttemptVerdict.RETRIED);
        }
    }

    private static void retry() {
        DeliveryPolicy policy = Listening.with("'delivery': {'retry': {'schedule': ['PT30S', 'PT30S'], 'jitter': 0.5}}")
                .definition()
                .delivery();

        for (long seed = 0; seed < 50; seed++) {
            assertThat(Deliveries.waits(policy, seed))
                    .hasSize(2)
                    .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(45)));
        }
        assertThat(Deliveries.waits(policy, 1)).isNotEqualTo(Deliveries.waits(policy, 2));
    }

    private static void perUpdate() {
        List<Heard> events = Heard.all("factotum-task-failed");

        Map<String, String> third =
                Listening.calling("").request(events.get(0), 2).headers();
        Map<String, String> first =
                Listening.calling("").request(events.get(1), 0).headers();

        assertThat(third.get("webhook-id")).isNotEqualTo(first.get("webhook-id"));
        assertThat(third).containsEntry("X-Hearken-Attempt", "3");
        assertThat(first).containsEntry("X-Hearken-Attempt", "1");
    }

    private static void order() {
        assertThat(Listening.with("'delivery': {'ordering': 'execution'}")
                        .definition()
                        .delivery()
                        .ordering())
                .isEqualTo(DeliveryPolicy.Ordering.EXECUTION);
        assertThat(Listening.faults("'delivery': {'ordering': 'job'}")).containsExactly("/delivery/ordering");
    }

    private static void persistence() {
        assertThat(Topics.all())
                .extracting(topic -> topic.name())
                .contains(Topics.DEAD_LETTERS)
                .anyMatch(name -> name.startsWith("hearken.retry."));
    }

    private static void heartbeat() {
        Heard heartbeat = Heard.first("factotum-heartbeat");

        assertThat(heartbeat.type()).isEqualTo("task.progress");
        assertThat(heartbeat.at("/task/stdout").textValue()).isEqualTo("so far");
        assertThat(Listening.with("'selector': {'events': ['task.progress']}").hears(heartbeat))
                .isTrue();
    }

    private static JsonNode sent(Heard heard) {
        return heard.sentAs(OutboundFormat.FACTOTUM);
    }

    private static ObjectNode data(ObjectNode update) {
        return (ObjectNode) update.get("data");
    }

    private static void jobStep(ObjectNode update, String from, String to) {
        data(update)
                .put("runState", to)
                .set("jobTransition", Json.object("{'previousState': '%s', 'currentState': '%s'}".formatted(from, to)));
    }

    private static void transition(ObjectNode update, String from, String to) {
        ((ObjectNode) update.at("/data/taskTransitions/0"))
                .put("previousState", from)
                .put("currentState", to);
    }
}
