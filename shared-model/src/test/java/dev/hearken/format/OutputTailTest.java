package dev.hearken.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutputTailTest {
    private static ObjectNode data(String json) {
        return EventJson.object(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static WorkflowEvent event(ObjectNode data) {
        return new WorkflowEvent(
                TenantId.DEFAULT,
                "e",
                "s",
                EventType.TASK_FAILED,
                Instant.EPOCH,
                new Workflow("w", null, null, Map.of()),
                "x",
                "t",
                data);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            {"task":{"name":"abcdef","stdout":"abcdef","stderr":"xyz"}} ; {"task":{"name":"abcdef","stdout":"def","stderr":"xyz"}}
            {"task":{"stderr":"a😀bc"},"stdout":"abcdef"}               ; {"task":{"stderr":"😀bc"},"stdout":"abcdef"}
            {"tasks":[{"stdout":"abcd"},1,{"stderr":"abc"}],"a":1}      ; {"tasks":[{"stdout":"bcd"},1,{"stderr":"abc"}],"a":1}
            {"tasks":[{"stdout":["abcd"]},{"stdout":"abcd"}],"task":1}  ; {"tasks":[{"stdout":["abcd"]},{"stdout":"bcd"}],"task":1}
            """, delimiter = ';', quoteCharacter = '§')
    void keepsTheEndOfWhatTasksWrote(String before, String after) {
        // given
        ObjectNode data = data(before);

        // when
        WorkflowEvent cut = OutputTail.cut(event(data), 3);

        // then
        assertThat(cut.data()).hasToString(after);
        assertThat(cut).usingRecursiveComparison().ignoringFields("data").isEqualTo(event(data));
        assertThat(data).hasToString(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"task\": {\"stdout\": \"abc\"}}",
                "{\"task\": {\"stdout\": \"😀😀😀\"}}",
                "{\"tasks\": [{\"stdout\": \"abc\"}, null]}",
                "{\"task\": \"abcdef\", \"tasks\": {\"stdout\": \"abcdef\"}}"
            })
    void keepsAnEventAsItIsThatHasNoMore(String json) {
        // given
        WorkflowEvent event = event(data(json));

        // when
        WorkflowEvent cut = OutputTail.cut(event, 3);

        // then
        assertThat(cut).isSameAs(event);
    }
}
