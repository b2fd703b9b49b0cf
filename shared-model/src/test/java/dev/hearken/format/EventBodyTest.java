package dev.hearken.format;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventBodyTest {
    private static WorkflowEvent decoded(String member) {
        String event = """
                {"specversion":"1.0","id":"1","source":"/e","type":"execution.failed","time":"2026-01-07T02:15:00Z",\
                "data":{"workflow":{"name":"n"},"execution":{"id":"e"},"x":%s}}""".formatted(member);
        return CloudEventsDecoder.decode(
                        TenantId.DEFAULT, Map.of(), event.getBytes(StandardCharsets.UTF_8), Instant.EPOCH)
                .fold(events -> events.get(0), undecodable -> {
                    throw new AssertionError(undecodable);
                });
    }

    static Stream<String> values() {
        return Stream.of(
                "0",
                "-1",
                "0.10",
                "1.0",
                "-0.0",
                "0E0",
                "1E400",
                "1e400",
                "1e+5",
                "-1E-400",
                "1.0E10",
                "123456789012345678901234567890",
                "9".repeat(400),
                "-" + "9".repeat(400),
                "0." + "0123456789".repeat(40),
                "9".repeat(400) + "." + "9".repeat(400) + "E-2147480",
                "\"\"",
                "\"é 嘊 😀 \u2028\"",
                "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001F\"",
                "\"\\uD83D\"",
                "[\"\\uDE00\\uD83D\",{\"\\uD83D\":\"😀\\uD83D\"}]",
                "[]",
                "{}",
                "[null,true,false,[{}]]",
                "{\"\":0,\"a\\u0000b\":1}");
    }

    @ParameterizedTest
    @MethodSource("values")
    void carriesAValueAsItCame(String value) {
        // given
        WorkflowEvent event = decoded(value);

        // when
        String body = new String(EventBody.render(event), StandardCharsets.UTF_8);

        // then
        assertThat(body).isEqualTo("""
                        {"id":"1","type":"execution.failed","source":"/e","time":"2026-01-07T02:15:00Z",\
                        "workflow":{"name":"n"},"execution":{"id":"e"},"x":%s}""".formatted(value));
    }

    @Test
    void rendersTheSameEventToTheSameBytes() {
        // given
        WorkflowEvent event = decoded("[1,{\"b\":1,\"a\":2}]");

        // when
        byte[] once = EventBody.render(event);

        // then
        assertThat(EventBody.render(event)).isEqualTo(once);
        assertThat(EventBody.render(decoded("[1,{\"b\":1,\"a\":2}]"))).isEqualTo(once);
    }

    @Test
    void leavesTheDataOfTheEventAsItIs() {
        // given
        ObjectNode data =
                JsonNodeFactory.instance.objectNode().put("id", "hidden").put("b", 1);
        WorkflowEvent event = new WorkflowEvent(
                TenantId.DEFAULT,
                "1",
                "/e",
                EventType.TASK_FAILED,
                Instant.EPOCH,
                new Workflow("n", null, null, Map.of()),
                "e",
                null,
                data);

        // when
        EventBody.render(event);

        // then
        assertThat(data).hasToString("{\"id\":\"hidden\",\"b\":1}");
    }
}
