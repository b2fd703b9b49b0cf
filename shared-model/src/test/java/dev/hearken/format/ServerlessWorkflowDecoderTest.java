package dev.hearken.format;

import dev.hearken.model.event.WorkflowEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.hearken.format.Decodings.event;
import static dev.hearken.format.Decodings.recognised;
import static dev.hearken.format.Decodings.undecodable;
import static org.assertj.core.api.Assertions.assertThat;

class ServerlessWorkflowDecoderTest {
    private static Decoding decode(String type, String data) {
        Map<String, String> headers =
                Map.of("ce_specversion", "1.0", "ce_id", "7", "ce_source", "/flow", "ce_type", type);
        return recognised(headers, data);
    }

    @ParameterizedTest
    @CsvSource({
        "started, execution.started, RUNNING",
        "suspended, execution.paused, PAUSED",
        "resumed, execution.resumed, RUNNING",
        "correlation-started, execution.progress, WAITING",
        "correlation-completed, execution.progress, RUNNING",
        "cancelled, execution.cancelled, CANCELLED",
        "faulted, execution.failed, FAILED",
        "completed, execution.succeeded, SUCCEEDED",
        "status-changed, execution.progress, PAUSED"
    })
    void readsEveryEventOfAWorkflow(String verb, String type, String state) {
        // when
        WorkflowEvent event = event(decode(
                "io.serverlessworkflow.workflow." + verb + ".v1", "{\"name\": \"a-1.b\", \"status\": \"suspended\"}"));

        // then
        assertThat(event.type().wireName()).isEqualTo(type);
        assertThat(event.data().at("/execution/state").textValue()).isEqualTo(state);
        assertThat(event.executionId()).isEqualTo("a-1.b");
    }

    @ParameterizedTest
    @CsvSource({
        "created, task.created, PENDING",
        "started, task.started, RUNNING",
        "suspended, task.paused, PAUSED",
        "resumed, task.resumed, RUNNING",
        "retried, task.retried, RUNNING",
        "cancelled, task.cancelled, CANCELLED",
        "faulted, task.failed, FAILED",
        "completed, task.succeeded, SUCCEEDED",
        "status-changed, task.progress, SUCCEEDED"
    })
    void readsEveryEventOfATask(String verb, String type, String state) {
        // when
        WorkflowEvent event = event(decode(
                "io.serverlessworkflow.task." + verb + ".v1",
                "{\"workflow\": \"a-1.b\", \"task\": \"do/0/set~1it\", \"status\": \"completed\"}"));

        // then
        assertThat(event.type().wireName()).isEqualTo(type);
        assertThat(event.data().at("/task/state").textValue()).isEqualTo(state);
        assertThat(event.data().at("/task/id").textValue()).isEqualTo("do/0/set~1it");
        assertThat(event.taskName()).isEqualTo("set/it");
        assertThat(event.executionId()).isEqualTo("a-1.b");
    }

    @ParameterizedTest
    @CsvSource({
        "order-pet-ix7.samples, order-pet, samples",
        "order-ix7, order,",
        "01KPEAYS5469VCMARKAM409GPJ, 01KPEAYS5469VCMARKAM409GPJ,",
        ".b, .b, b",
        "a., a,",
        "-a.b, -a, b"
    })
    void findsTheWorkflowInTheQualifiedName(String qualified, String name, String namespace) {
        // when
        WorkflowEvent event =
                event(decode("io.serverlessworkflow.workflow.resumed.v1", "{\"name\": \"" + qualified + "\"}"));

        // then
        assertThat(event.workflow().name()).isEqualTo(name);
        assertThat(event.workflow().workbook()).isEqualTo(namespace);
    }

    @Test
    void keepsTheTimesOfACorrelationApart() {
        // when
        WorkflowEvent event = event(decode(
                "io.serverlessworkflow.workflow.correlation-started.v1",
                "{\"name\": \"a-1.b\", \"startedAt\": \"2026-01-02T03:04:05Z\"}"));

        // then
        assertThat(event.data().at("/execution/startedAt").isMissingNode()).isTrue();
        assertThat(event.data().at("/metadata/startedAt").textValue()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @ParameterizedTest
    @CsvSource({
        "io.serverlessworkflow.workflow.started.v2",
        "io.serverlessworkflow.workflow.skipped.v1",
        "io.serverlessworkflow.task.correlation-started.v1"
    })
    void refusesATypeThatIsNotThere(String type) {
        // when
        Decoding decoding = decode(type, "{\"name\": \"a\", \"workflow\": \"a\", \"task\": \"b\"}");

        // then
        assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workflow.started | {}                    | name",
                "workflow.started | {\"name\": 5}         | name",
                "task.started     | {\"task\": \"b\"}     | workflow",
                "task.started     | {\"workflow\": \"a\"} | task"
            })
    void namesTheFieldThatIsMissing(String type, String data, String field) {
        // when
        Decoding decoding = decode("io.serverlessworkflow." + type.trim() + ".v1", data);

        // then
        assertThat(undecodable(decoding).reason()).isEqualTo(InvalidEventReason.MISSING_FIELD);
        assertThat(undecodable(decoding).detail()).contains("the field " + field + " ");
    }
}
