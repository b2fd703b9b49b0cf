package dev.hearken.format;

import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.hearken.format.Decodings.event;
import static dev.hearken.format.Decodings.golden;
import static dev.hearken.format.Decodings.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

class MistralDecoderTest {
    private static Decoding decode(String json) {
        return Decodings.of(json, InboundFormat.MISTRAL);
    }

    private static String workflow(String state, String event) {
        return """
            {"id": "e-1", "name": "nightly", "workflow_name": "nightly", "state": %s, "event": %s}""".formatted(state, event);
    }

    private static String task(String name, String state, String event) {
        return """
            {"id": "t-1", "name": "%s", "workflow_execution_id": "e-1", "workflow_name": "nightly", "state": %s,
             "event": %s}""".formatted(name, state, event);
    }

    private static String quoted(String text) {
        return text.equals("null") ? text : '"' + text + '"';
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, WORKFLOW_LAUNCHED, execution.started, RUNNING",
        "SUCCESS, WORKFLOW_SUCCEEDED, execution.succeeded, SUCCEEDED",
        "ERROR, WORKFLOW_FAILED, execution.failed, FAILED",
        "CANCELLED, WORKFLOW_CANCELLED, execution.cancelled, CANCELLED",
        "PAUSED, WORKFLOW_PAUSED, execution.paused, PAUSED",
        "RUNNING, WORKFLOW_RESUMED, execution.resumed, RUNNING",
        "RUNNING, WORKFLOW_RERUN, execution.rerun, RUNNING",
        "IDLE, null, execution.progress, IDLE",
        "SKIPPED, null, execution.progress, SKIPPED"
    })
    void readsEveryEventOfAWorkflow(String state, String event, String type, String canonicalState) {
        // when
        WorkflowEvent decoded = event(decode(workflow(quoted(state), quoted(event))));

        // then
        assertThat(decoded.type().wireName()).isEqualTo(type);
        assertThat(decoded.data().at("/execution/state").textValue()).isEqualTo(canonicalState);
        assertThat(decoded.executionId()).isEqualTo("e-1");
        assertThat(decoded.taskName()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, TASK_LAUNCHED, task.started, RUNNING",
        "SUCCESS, TASK_SUCCEEDED, task.succeeded, SUCCEEDED",
        "ERROR, TASK_FAILED, task.failed, FAILED",
        "CANCELLED, TASK_CANCELLED, task.cancelled, CANCELLED",
        "PAUSED, TASK_PAUSED, task.paused, PAUSED",
        "RUNNING, TASK_RESUMED, task.resumed, RUNNING",
        "RUNNING, TASK_RERUN, task.rerun, RUNNING",
        "SKIPPED, TASK_SKIPPED, task.skipped, SKIPPED",
        "IDLE, null, task.progress, IDLE",
        "WAITING, null, task.progress, WAITING",
        "DELAYED, null, task.progress, DELAYED"
    })
    void readsEveryEventOfATask(String state, String event, String type, String canonicalState) {
        // when
        WorkflowEvent decoded = event(decode(task("load", quoted(state), quoted(event))));

        // then
        assertThat(decoded.type().wireName()).isEqualTo(type);
        assertThat(decoded.data().at("/task/state").textValue()).isEqualTo(canonicalState);
        assertThat(decoded.executionId()).isEqualTo("e-1");
        assertThat(decoded.taskName()).isEqualTo("load");
    }

    /** Before Mistral 9 the body did not name the event. */
    @ParameterizedTest
    @CsvSource({
        "RUNNING, task.started",
        "SUCCESS, task.succeeded",
        "ERROR, task.failed",
        "CANCELLED, task.cancelled",
        "PAUSED, task.paused",
        "SKIPPED, task.skipped",
        "DELAYED, task.progress"
    })
    void derivesTheEventFromTheStateWhereItIsAbsent(String state, String type) {
        // given
        String json = task("load", quoted(state), "null").replaceAll(",\\s*\"event\": null", "");

        // when
        WorkflowEvent decoded = event(decode(json));

        // then
        assertThat(json).doesNotContain("event");
        assertThat(decoded.type().wireName()).isEqualTo(type);
    }

    /** The reference orders of Mistral's own tests: what a listener sees of each. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // t1, then t2
                "W_LAUNCHED t1_LAUNCHED t1_SUCCEEDED t2_LAUNCHED t2_SUCCEEDED W_SUCCEEDED"
                        + "| execution.started task.started task.succeeded task.started task.succeeded"
                        + " execution.succeeded",
                // t2 fails
                "W_LAUNCHED t1_LAUNCHED t1_SUCCEEDED t2_LAUNCHED t2_FAILED W_FAILED"
                        + "| execution.started task.started task.succeeded task.started task.failed execution.failed",
                // a transition's expression is wrong
                "W_LAUNCHED t1_LAUNCHED t1_SUCCEEDED W_FAILED"
                        + "| execution.started task.started task.succeeded execution.failed",
                // paused and resumed
                "W_LAUNCHED t1_LAUNCHED W_PAUSED t1_SUCCEEDED W_RESUMED t2_LAUNCHED t2_SUCCEEDED W_SUCCEEDED"
                        + "| execution.started task.started execution.paused task.succeeded execution.resumed"
                        + " task.started task.succeeded execution.succeeded",
                // a task is paused
                "W_LAUNCHED t1_LAUNCHED t1_PAUSED W_PAUSED t1_RESUMED W_RESUMED t1_SUCCEEDED"
                        + "| execution.started task.started task.paused execution.paused task.resumed"
                        + " execution.resumed task.succeeded",
                // cancelled, and then the late result: an event after the terminal one
                "W_LAUNCHED t1_LAUNCHED W_CANCELLED t1_SUCCEEDED"
                        + "| execution.started task.started execution.cancelled task.succeeded",
                // failed and run again: terminal twice
                "t1_FAILED W_FAILED W_RERUN t1_RERUN t1_SUCCEEDED W_SUCCEEDED"
                        + "| task.failed execution.failed execution.rerun task.rerun task.succeeded execution.succeeded"
            })
    void readsTheReferenceOrders(String sent, String expected) {
        // when
        Stream<WorkflowEvent> events = Stream.of(sent.trim().split(" ")).map(MistralDecoderTest::notification);

        // then
        assertThat(events)
                .extracting(event -> event.type().wireName())
                .containsExactly(expected.trim().split(" "));
    }

    private static WorkflowEvent notification(String step) {
        String verb = step.substring(step.indexOf('_') + 1);
        String state = quoted(
                switch (verb) {
                    case "SUCCEEDED" -> "SUCCESS";
                    case "FAILED" -> "ERROR";
                    case "CANCELLED", "PAUSED" -> verb;
                    default -> "RUNNING";
                });
        return event(decode(
                step.startsWith("W_")
                        ? workflow(state, quoted("WORKFLOW_" + verb))
                        : task(step.substring(0, 2), state, quoted("TASK_" + verb))));
    }

    @Test
    void linksASubWorkflowToItsParents() {
        // when
        WorkflowEvent event = event(decode(golden("mistral-sub-workflow-failed")));

        // then
        assertThat(event.data().at("/execution/parentId").textValue()).startsWith("a4d3c3d2");
        assertThat(event.data().at("/execution/rootId").textValue()).startsWith("6b1f1f0e");
        assertThat(event.data().at("/execution/error/message").textValue()).startsWith("Failure caused by");
    }

    @Test
    void readsTimesAsUtc() {
        // when
        WorkflowEvent event = event(decode(golden("mistral-task-delayed")));

        // then
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-02T03:04:30.120Z"));
        assertThat(event.data().at("/task/startedAt").textValue()).isEqualTo("2026-01-02T03:04:06Z");
        assertThat(event.data().at("/metadata/state_info").textValue()).isEqualTo("waits for its retry");
    }

    @Test
    void findsTheWorkbookInTheWorkflowsName() {
        // when
        WorkflowEvent event = event(decode(golden("mistral-task-delayed")));

        // then
        assertThat(event.workflow().name()).isEqualTo("nightly.load");
        assertThat(event.workflow().workbook()).isEqualTo("nightly");
    }

    @Test
    void takesTheSameBodyForTheSameEvent() {
        // given
        String delayed = task("load", "\"RUNNING\"", "\"TASK_LAUNCHED\"");

        // when
        List<String> ids = Stream.of(delayed, delayed, delayed + " ")
                .map(json -> event(decode(json)).id())
                .toList();

        // then
        assertThat(ids.get(1)).isEqualTo(ids.get(0)).matches("[0-9a-f]{32}");
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, WORKFLOW_EXPLODED",
        "RUNNING, TASK_LAUNCHED",
        "ODD, null",
        "null, null",
    })
    void refusesWhatMistralDoesNotSend(String state, String event) {
        // given: a task's event needs a task
        String json = workflow(quoted(state), quoted(event));

        // when
        Decoding decoding = decode(json);

        // then
        assertThat(undecodable(decoding).reason())
                .isEqualTo(
                        event.startsWith("TASK_") ? InvalidEventReason.MISSING_FIELD : InvalidEventReason.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @CsvSource({"id", "workflow_name"})
    void namesTheFieldThatIsMissing(String field) {
        // given
        String json = workflow("\"SUCCESS\"", "null").replace("\"" + field + "\"", "\"x\"");

        // when
        Decoding decoding = decode(json);

        // then
        assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.MISSING_FIELD);
        assertThat(undecodable(decoding).detail()).contains(" " + field + " ");
    }

    @Test
    void needsNoIdOfATask() {
        // when
        WorkflowEvent event = event(decode(task("load", "\"ERROR\"", "null").replace("\"id\"", "\"x\"")));

        // then
        assertThat(event.type()).isEqualTo(EventType.TASK_FAILED);
        assertThat(event.data().at("/task/error").isNull()).isTrue();
    }
}
