package dev.hearken.format.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.Golden;
import dev.hearken.format.EventJson;
import dev.hearken.format.InboundEvents;
import dev.hearken.format.InboundFormat;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MistralBodyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mistral-workflow-succeeded",
                "mistral-sub-workflow-failed",
                "mistral-task-failed",
                "mistral-task-delayed"
            })
    void sendsANotificationOfMistralAsItCame(String name) throws IOException {
        // given
        WorkflowEvent event = OutboundGoldenTest.event("in/" + name);

        // when
        JsonNode body = MistralBody.of(event);

        // then
        assertThat(body).isEqualTo(new ObjectMapper().readTree(Golden.read("in/" + name + ".json")));
    }

    /** Only creation and retries have no event of their own in Mistral. */
    @ParameterizedTest
    @EnumSource
    void isReadAgainAsWhatItWas(EventType type) {
        // given
        WorkflowEvent event = OutboundGoldenTest.event("task-failed.cloudevent");
        event.data().with("task").remove("state");
        event.data().with("execution").remove("state");
        WorkflowEvent other = new WorkflowEvent(
                event.tenant(),
                event.id(),
                event.source(),
                type,
                event.time(),
                event.workflow(),
                event.executionId(),
                type.isTask() ? "load" : null,
                event.data());

        // when
        byte[] body = EventJson.bytes(MistralBody.of(other));

        // then
        List<WorkflowEvent> again = InboundEvents.decode(
                        event.tenant(), Map.of(), body, event.time(), Optional.of(InboundFormat.MISTRAL))
                .fold(events -> events, undecodable -> List.of());
        assertThat(again).singleElement().satisfies(read -> {
            assertThat(read.type()).isEqualTo(expected(type));
            assertThat(read.executionId()).isEqualTo(event.executionId());
            assertThat(read.time()).isEqualTo(event.time());
        });
    }

    private static EventType expected(EventType type) {
        return switch (type) {
            case EXECUTION_CREATED -> EventType.EXECUTION_PROGRESS;
            case EXECUTION_PROGRESS -> EventType.EXECUTION_STARTED;
            case TASK_CREATED -> EventType.TASK_PROGRESS;
            case TASK_PROGRESS, TASK_RETRIED -> EventType.TASK_STARTED;
            default -> type;
        };
    }
}
