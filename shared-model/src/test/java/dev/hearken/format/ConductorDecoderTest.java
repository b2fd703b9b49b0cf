package dev.hearken.format;

import dev.hearken.model.event.WorkflowEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.hearken.format.Decodings.event;
import static dev.hearken.format.Decodings.golden;
import static dev.hearken.format.Decodings.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

class ConductorDecoderTest {
    private static Decoding decode(String json) {
        return Decodings.of(json, InboundFormat.CONDUCTOR);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, execution.started, RUNNING",
        "COMPLETED, execution.succeeded, SUCCEEDED",
        "FAILED, execution.failed, FAILED",
        "TIMED_OUT, execution.failed, FAILED",
        "TERMINATED, execution.cancelled, CANCELLED",
        "PAUSED, execution.paused, PAUSED"
    })
    void readsEveryStatusOfAWorkflow(String status, String type, String state) {
        // given
        String json = "{\"workflowId\": \"e-1\", \"workflowType\": \"w\", \"status\": \"%s\"}".formatted(status);

        // when
        WorkflowEvent event = event(decode(json));

        // then
        assertThat(event.type().wireName()).isEqualTo(type);
        assertThat(event.data().at("/execution/state").textValue()).isEqualTo(state);
        assertThat(event.data().at("/metadata/status").textValue()).isEqualTo(status);
        assertThat(event.time()).isEqualTo(Decodings.RECORD_TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "STARTED, RUNNING, execution.started",
        "RERAN, RUNNING, execution.rerun",
        "RETRIED, RUNNING, execution.rerun",
        "RESTARTED, RUNNING, execution.rerun",
        "PAUSED, PAUSED, execution.paused",
        "RESUMED, RUNNING, execution.resumed",
        "COMPLETED, COMPLETED, execution.succeeded",
        "TERMINATED, TERMINATED, execution.cancelled",
        "TERMINATED, FAILED, execution.failed",
        "TERMINATED, TIMED_OUT, execution.failed",
        "FINALIZED, COMPLETED, execution.progress"
    })
    void believesTheEventTypeMoreThanTheStatus(String eventType, String status, String type) {
        // given
        String json = """
            {"workflowName": "w", "eventType": "%s", "payload": {"workflowId": "e-1", "status": "%s"}}""".formatted(eventType, status);

        // when
        WorkflowEvent event = event(decode(json));

        // then
        assertThat(event.type().wireName()).isEqualTo(type);
        assertThat(event.workflow().name()).isEqualTo("w");
        assertThat(event.data().at("/metadata/eventType").textValue()).isEqualTo(eventType);
    }

    @ParameterizedTest
    @CsvSource({
        "SCHEDULED, 0, task.created, SCHEDULED",
        "SCHEDULED, 1, task.retried, SCHEDULED",
        "IN_PROGRESS, 0, task.started, RUNNING",
        "COMPLETED, 0, task.succeeded, SUCCEEDED",
        "COMPLETED_WITH_ERRORS, 0, task.succeeded, SUCCEEDED",
        "FAILED, 2, task.failed, FAILED",
        "FAILED_WITH_TERMINAL_ERROR, 0, task.failed, FAILED",
        "TIMED_OUT, 0, task.failed, FAILED",
        "CANCELED, 0, task.cancelled, CANCELLED",
        "SKIPPED, 0, task.skipped, SKIPPED"
    })
    void readsEveryStatusOfATask(String status, int retries, String type, String state) {
        // given
        String json = """
            {"workflowInstanceId": "e-1", "workflowType": "w", "taskId": "t-1", "taskReferenceName": "load",
             "status": "%s", "retryCount": %d}""".formatted(status, retries);

        // when
        WorkflowEvent event = event(decode(json));

        // then
        assertThat(event.type().wireName()).isEqualTo(type);
        assertThat(event.data().at("/task/state").textValue()).isEqualTo(state);
        assertThat(event.data().at("/task/attempt").longValue()).isEqualTo(retries + 1L);
        assertThat(event.executionId()).isEqualTo("e-1");
        assertThat(event.taskName()).isEqualTo("load");
    }

    @Test
    void readsTimesInMillisecondsAndPassesByTheAbsentOnes() {
        // when
        WorkflowEvent event = event(decode(golden("conductor-workflow-whole")));

        // then
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(event.data().at("/execution/endedAt").isMissingNode()).isTrue();
        assertThat(event.data().at("/tasks/0/durationMs").longValue()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807", "-9223372036854775808", "1e400", "\"1970-01-01T00:00:00.000Z\"", "true"})
    void keepsATimeThatIsNone(String time) {
        // given
        String json = "{\"workflowId\": \"e-1\", \"workflowType\": \"w\", \"status\": \"COMPLETED\", \"endTime\": %s}"
                .formatted(time);

        // when
        WorkflowEvent event = event(decode(json));

        // then
        assertThat(event.time()).isEqualTo(Decodings.RECORD_TIME);
        assertThat(event.data().at("/metadata/endTime")).hasToString(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"workflowType\": \"w\", \"status\": \"COMPLETED\"}                            | workflowId",
                "{\"workflowId\": 7, \"workflowType\": \"w\", \"status\": \"COMPLETED\"}         | workflowId",
                "{\"workflowId\": \"e\", \"status\": \"COMPLETED\"}                              | workflowType",
                "{\"workflowId\": \"e\", \"workflowName\": \"w\"}                                | status",
                "{\"workflowId\": \"e\", \"workflowName\": \"w\", \"status\": \"ODD\"}           | status",
                "{\"workflowName\": \"w\", \"eventType\": \"ODD\", \"payload\": {\"workflowId\": \"e\", \"status\": \"COMPLETED\"}} | eventType",
                "{\"workflowId\": \"e\", \"workflowName\": \"w\", \"taskId\": \"t\", \"status\": \"RUNNING\"} | status"
            })
    void namesTheFieldThatIsWrong(String json, String field) {
        // when
        Decoding decoding = decode(json);

        // then
        assertThat(undecodable(decoding).detail()).contains("the field " + field + " ");
    }
}
