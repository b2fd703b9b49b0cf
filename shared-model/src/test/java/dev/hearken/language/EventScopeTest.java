package dev.hearken.language;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventScopeTest {
    private static String value(EventScope scope, String path) {
        return scope.value(VariablePath.parse(path).orElseThrow()).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "workflow.labels.team | \"data\"",
                "execution.parentId | null",
                "tasks[1].name | \"load\"",
                "metadata.ratio | 0.50",
                "metadata['rows read'] | 7",
                "metadata.list[2] | \"x\"",
                "event.id | \"id-1\"",
                "event.type | \"execution.succeeded\"",
                "event.source | \"/engine\"",
                "event.time | \"2026-01-07T02:15:01Z\"",
                "event.execution.id | \"e-42\"",
                "event.metadata | {\"rows\":120,\"ratio\":0.50,\"table\":\"users\",\"flag\":true,\"nothing\":null,\"text\":\"12\",\"day\":\"2026-01-07\",\"at\":\"2026-01-07T00:00:00+01:00\",\"clock\":\"07:30\",\"list\":[1,2.0,\"x\"],\"rows read\":7,\"nested\":{\"deep\":{\"er\":\"value\"}},\"huge\":1E400}",
                "raw.workflow.version | \"3\"",
                "erathos.TABLE_name | \"users\"",
                "erathos.table | \"users\""
            })
    void findsValues(String path, String json) {
        assertThat(value(SampleEvents.succeeded(), path)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task", "task.name", "metadata.gone", "metadata.table.x", "metadata.list.length", "metadata.list[3]",
                "metadata.list['x']", "metadata.rows[0]", "tasks['0x']", "event.gone", "raw.gone", "erathos",
                "erathos.rows.x", "variables.x", "secrets.x", "erathos.COLUMNS"
            })
    void missesTheRest(String path) {
        assertThat(SampleEvents.succeeded()
                        .value(VariablePath.parse(path).orElseThrow())
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void showsRawBytesAsTextWhereTheyAreNoJson() {
        // given
        WorkflowEvent event = new WorkflowEvent(
                TenantId.DEFAULT,
                "1",
                "/s",
                EventType.EXECUTION_STARTED,
                SampleEvents.TIME,
                new Workflow("w", null, null, Map.of()),
                "e",
                null,
                JsonNodeFactory.instance.objectNode());

        // when
        EventScope scope = new EventScope(event, "not é JSON".getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(value(scope, "raw")).isEqualTo("\"not é JSON\"");
        assertThat(value(scope, "raw.x")).isEmpty();
    }
}
