package dev.hearken.format.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.Golden;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FactotumBodyTest {
    private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z";
    private static final String DURATION = "PT[0-9]+(\\.[0-9]{1,3})?S";
    private static final Set<String> JOB_STATES = Set.of("RUNNING", "WAITING", "SUCCEEDED", "FAILED");
    private static final Set<String> TASK_STATES =
            Set.of("RUNNING", "WAITING", "SUCCEEDED", "SUCCEEDED_NO_OP", "FAILED", "SKIPPED");

    static Stream<Arguments> events() {
        return Stream.of(
                        "execution-succeeded.cloudevent",
                        "task-failed.cloudevent",
                        "minimal.cloudevent",
                        "in/factotum-task-failed",
                        "in/factotum-source-failed",
                        "in/mistral-task-delayed",
                        "in/conductor-workflow-whole",
                        "in/conductor-task-failed",
                        "in/serverless-workflow-status-changed")
                .map(OutboundGoldenTest::event)
                .flatMap(event -> Stream.of(EventType.values()).map(type -> arguments(event, type)));
    }

    private static WorkflowEvent as(WorkflowEvent event, EventType type) {
        ObjectNode data = event.data().deepCopy();
        if (type.isTask() && !data.has("task")) {
            data.putObject("task").put("name", "load").put("state", "ODD");
        }
        return new WorkflowEvent(
                event.tenant(),
                event.id(),
                event.source(),
                type,
                event.time(),
                event.workflow(),
                event.executionId(),
                type.isTask() ? "load" : null,
                data);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        return names;
    }

    /** The schemas job_update and task_update 1-0-0: required, allowed and enumerated. */
    @ParameterizedTest
    @MethodSource("events")
    void hasTheFieldsOfTheReleasedSchemaAndNoOther(WorkflowEvent event, EventType type) {
        // when
        ObjectNode body = FactotumBody.of(as(event, type));

        // then
        JsonNode data = body.path("data");
        String transition = type.isTask() ? "taskTransitions" : "jobTransition";
        assertThat(body.path("schema").textValue())
                .isEqualTo(
                        "iglu:com.snowplowanalytics.factotum/%s/jsonschema/1-0-0",
                        type.isTask() ? "task_update" : "job_update");
        assertThat(names(data))
                .containsExactly(
                        "jobName",
                        "jobReference",
                        "runReference",
                        "factfile",
                        "applicationContext",
                        "tags",
                        "runState",
                        "startTime",
                        "runDuration",
                        transition,
                        "taskStates");
        assertThat(data.at("/applicationContext/version").textValue()).matches("\\d+\\.\\d+\\.\\d+-?.*");
        assertThat(data.at("/applicationContext/name").isTextual()).isTrue();
        assertThat(data.path("runState").textValue()).isIn(JOB_STATES);
        assertThat(data.path("startTime").textValue()).matches(TIME);
        assertThat(data.path("runDuration").textValue()).matches(DURATION);
        assertThat(data.path("tags")).allMatch(JsonNode::isTextual);
        if (type.isTask()) {
            assertThat(data.at("/taskTransitions/0/taskName").textValue()).isEqualTo("load");
            assertThat(data.at("/taskTransitions/0/previousState").textValue()).isIn(TASK_STATES);
            assertThat(data.at("/taskTransitions/0/currentState").textValue()).isIn(TASK_STATES);
        } else {
            assertThat(data.at("/jobTransition/currentState").textValue()).isIn(JOB_STATES);
        }
        data.path("taskStates").forEach(FactotumBodyTest::assertIsATaskState);
    }

    private static void assertIsATaskState(JsonNode state) {
        assertThat(names(state))
                .contains("taskName", "state")
                .isSubsetOf(
                        "taskName", "state", "started", "duration", "stdout", "stderr", "returnCode", "errorMessage");
        assertThat(state.path("state").textValue()).isIn(TASK_STATES);
        assertThat(state.path("started").asText("2026-01-01T00:00:00.000Z")).matches(TIME);
        assertThat(state.path("duration").asText("PT0S")).matches(DURATION);
    }

    /** An update of a release with one transition goes out as it came in. */
    @ParameterizedTest
    @ValueSource(strings = {"factotum-job-created", "factotum-job-failed", "factotum-heartbeat"})
    void sendsAnUpdateOfFactotumAsItCame(String name) throws IOException {
        // given
        WorkflowEvent event = OutboundGoldenTest.event("in/" + name);

        // when
        ObjectNode body = FactotumBody.of(event);

        // then
        assertThat((JsonNode) body).isEqualTo(new ObjectMapper().readTree(Golden.read("in/" + name + ".json")));
    }
}
