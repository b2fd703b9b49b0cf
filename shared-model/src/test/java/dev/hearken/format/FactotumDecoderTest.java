package dev.hearken.format;

import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.hearken.format.Decodings.event;
import static dev.hearken.format.Decodings.events;
import static dev.hearken.format.Decodings.golden;
import static dev.hearken.format.Decodings.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

class FactotumDecoderTest {
    private static Decoding decode(String json) {
        return Decodings.of(json, InboundFormat.FACTOTUM);
    }

    private static String update(String kind, String members) {
        return """
            {"schema": "iglu:com.snowplowanalytics.factotum/%s/jsonschema/1-0-0",
             "data": {"jobName": "demo", "runReference": "r-1", %s}}""".formatted(kind, members);
    }

    @ParameterizedTest
    @CsvSource({
        "null, WAITING, execution.created",
        "WAITING, RUNNING, execution.started",
        "null, RUNNING, execution.started",
        "RUNNING, RUNNING, execution.progress",
        "RUNNING, SUCCEEDED, execution.succeeded",
        "RUNNING, COMPLETED, execution.succeeded",
        "RUNNING, SUCCESS, execution.succeeded",
        "RUNNING, FAILED, execution.failed",
        "WAITING, FAILED, execution.failed",
        "FAILED, RUNNING, execution.rerun"
    })
    void namesTheStepsOfAJob(String previous, String current, String type) {
        // given
        String quoted = previous.equals("null") ? "null" : '"' + previous + '"';
        String members = "\"runState\": \"%s\", \"jobTransition\": {\"previousState\": %s, \"currentState\": \"%s\"}"
                .formatted(current, quoted, current);

        // when
        WorkflowEvent event = event(decode(update("job_update", members)));

        // then
        assertThat(event.type().wireName()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "null, WAITING, task.created, WAITING",
        "WAITING, RUNNING, task.started, RUNNING",
        "RUNNING, RUNNING, task.progress, RUNNING",
        "RUNNING, SUCCEEDED, task.succeeded, SUCCEEDED",
        "RUNNING, SUCCESS, task.succeeded, SUCCEEDED",
        "RUNNING, SUCCEEDED_NO_OP, task.succeeded, SUCCEEDED_NO_OP",
        "RUNNING, FAILED, task.failed, FAILED",
        "WAITING, SKIPPED, task.skipped, SKIPPED",
        "FAILED, RUNNING, task.rerun, RUNNING"
    })
    void namesTheStepsOfATask(String previous, String current, String type, String state) {
        // given
        String quoted = previous.equals("null") ? "null" : '"' + previous + '"';
        String members = "\"runState\": \"RUNNING\", \"taskTransitions\": [{\"taskName\": \"a\", \"previousState\": %s,"
                        .formatted(quoted)
                + "\"currentState\": \"" + current + "\"}]";

        // when
        WorkflowEvent event = event(decode(update("task_update", members)));

        // then
        assertThat(event.type().wireName()).isEqualTo(type);
        assertThat(event.taskName()).isEqualTo("a");
        assertThat(event.data().at("/task/state").textValue()).isEqualTo(state);
    }

    @Test
    void makesOneEventOfEachTransitionInTheirOrder() {
        // when
        List<WorkflowEvent> events = events(decode(golden("factotum-task-failed")));

        // then
        assertThat(events)
                .extracting(WorkflowEvent::type)
                .containsExactly(EventType.TASK_FAILED, EventType.TASK_SKIPPED);
        assertThat(events).extracting(WorkflowEvent::taskName).containsExactly("a", "b");
        assertThat(events).extracting(WorkflowEvent::id).doesNotHaveDuplicates();
        assertThat(events.get(1).data().path("tasks")).hasSize(2);
    }

    @Test
    void givesTheSameBytesTheSameIds() {
        // when
        List<WorkflowEvent> events = events(decode(golden("factotum-task-failed")));

        // then
        assertThat(events(decode(golden("factotum-task-failed")))).isEqualTo(events);
        assertThat(events(decode(golden("factotum-task-failed") + " ")))
                .extracting(WorkflowEvent::id)
                .doesNotContainAnyElementsOf(
                        events.stream().map(WorkflowEvent::id).toList());
    }

    @Test
    void takesTheTimeAtWhichTheUpdateWasMade() {
        // when
        WorkflowEvent event = event(decode(golden("factotum-source-failed")));

        // then
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-02T03:04:06.847529444Z"));
        assertThat(event.data().at("/execution/startedAt").textValue()).isEqualTo("2026-01-02T03:04:05.000000001Z");
        assertThat(event.workflow().labels()).isEqualTo(Map.of());
    }

    /** The form of the source document has no transitions. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WAITING   | WAITING, WAITING    | execution.created",
                "RUNNING   | WAITING, WAITING    | execution.started",
                "RUNNING   | RUNNING, WAITING    | execution.started",
                "RUNNING   | RUNNING, RUNNING    | execution.progress",
                "RUNNING   | COMPLETED, WAITING  | execution.progress",
                "COMPLETED | COMPLETED, COMPLETED| execution.succeeded",
                "FAILED    | FAILED, SKIPPED     | execution.failed"
            })
    void derivesTheStepWhereNoneIsGiven(String runState, String taskStates, String type) {
        // given
        String[] states = taskStates.split(",");
        String members = """
            "runState": "%s", "taskStates": [{"taskName": "a", "state": "%s"}, {"taskName": "b", "state": "%s"}]
            """.formatted(runState, states[0].trim(), states[1].trim());

        // when
        WorkflowEvent event = event(decode(update("job_update", members)));

        // then
        assertThat(event.type().wireName()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"taskTransitions\": []", ", \"taskTransitions\": null", ", \"taskTransitions\": 1"})
    void takesATaskUpdateWithoutTransitionsAsASignOfLife(String transitions) {
        // when
        WorkflowEvent event = event(decode(update("task_update", "\"runState\": \"RUNNING\"" + transitions)));

        // then
        assertThat(event.type()).isEqualTo(EventType.EXECUTION_PROGRESS);
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        // given
        String members = """
            "runState": "RUNNING", "startTime": "yesterday", "runDuration": "long", "x": {"y": [1]},
            "taskStates": ["odd", {"taskName": "a", "state": "ODD", "started": 5.5, "duration": "P1Y", "host": "h"}]""";

        // when
        WorkflowEvent event = event(decode(update("job_update", members)));

        // then
        assertThat(event.data().path("metadata"))
                .hasToString("{\"startTime\":\"yesterday\",\"runDuration\":\"long\",\"x\":{\"y\":[1]},"
                        + "\"schema\":\"iglu:com.snowplowanalytics.factotum/job_update/jsonschema/1-0-0\"}");
        assertThat(event.data().at("/tasks/0"))
                .hasToString("{\"name\":\"a\",\"error\":null,\"state\":\"ODD\",\"started\":5.5,\"duration\":\"P1Y\","
                        + "\"host\":\"h\"}");
        assertThat(event.time()).isEqualTo(Decodings.RECORD_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT9223372036854775807S", "PT-9223372036854775807S", "P3650000D"})
    void keepsTheTimeOfTheRecordWhereADurationLeadsNowhere(String duration) {
        // given
        String members = "\"runState\": \"SUCCEEDED\", \"startTime\": \"2026-01-02T03:04:05Z\", \"runDuration\": \""
                + duration + "\"";

        // when
        WorkflowEvent event = event(decode(update("job_update", members)));

        // then
        assertThat(event.time()).isEqualTo(Decodings.RECORD_TIME);
        assertThat(event.data().at("/execution/endedAt").isMissingNode()).isTrue();
    }

    @Test
    void tellsWhyAJobFailed() {
        // given
        String members = "\"runState\": \"FAILED\", \"taskStates\": [{\"taskName\": \"a\", \"state\": \"SUCCEEDED\"},"
                + " {\"taskName\": \"b\", \"state\": \"FAILED\"}]";

        // when
        WorkflowEvent event = event(decode(update("job_update", members)));

        // then
        assertThat(event.data().at("/execution/error/message").textValue()).isEqualTo("task b failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{\"schema\": \"iglu:com.snowplowanalytics.factotum/job_update/jsonschema/1-0-0\"} | data",
                "{\"schema\": \"iglu:com.snowplowanalytics.factotum/job_update/jsonschema/1-0-0\", \"data\": []} | data",
                "{\"schema\": \"iglu:com.snowplowanalytics.factotum/job_update/1\", \"data\": {}} | data.jobName",
                "{\"schema\": \"iglu:com.snowplowanalytics.factotum/job_update/1\", \"data\": {\"jobName\": \"a\"}} | data.runReference",
                "{\"schema\": \"iglu:com.snowplowanalytics.factotum/job_update/1\", \"data\": {\"jobName\": \"a\", \"runReference\": \"r\"}} | data.runState",
                "{\"schema\": \"iglu:com.snowplowanalytics.factotum/job_update/1\", \"data\": {\"jobName\": \"a\", \"runReference\": \"r\", \"runState\": \"SKIPPED\"}} | data.runState",
                "{\"schema\": \"iglu:com.snowplowanalytics.factotum/task_update/1\", \"data\": {\"jobName\": \"a\", \"runReference\": \"r\", \"runState\": \"RUNNING\", \"taskTransitions\": [1]}} | data.taskTransitions",
                "{\"schema\": \"iglu:com.snowplowanalytics.factotum/task_update/1\", \"data\": {\"jobName\": \"a\", \"runReference\": \"r\", \"runState\": \"RUNNING\", \"taskTransitions\": [{\"taskName\": \"a\", \"currentState\": \"ODD\"}]}} | data.taskTransitions"
            })
    void namesTheFieldThatIsMissing(String json, String field) {
        // when
        Decoding decoding = decode(json);

        // then
        assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.MISSING_FIELD);
        assertThat(undecodable(decoding).detail()).contains(field);
    }
}
