package dev.hearken.format.outbound;

import dev.hearken.Golden;
import dev.hearken.format.InboundEvents;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * For an event of each engine the message in each format, headers first: {@code out/<event>.<format>.http}. The events
 * come from {@code <event>.json}, and if that holds several, the first.
 */
class OutboundGoldenTest {
    private static final List<String> EVENTS = List.of(
            "execution-succeeded.cloudevent",
            "task-failed.cloudevent",
            "unicode.cloudevent",
            "minimal.cloudevent",
            "in/factotum-task-failed",
            "in/factotum-job-created",
            "in/factotum-source-completed",
            "in/mistral-task-failed",
            "in/mistral-workflow-succeeded",
            "in/conductor-workflow-whole",
            "in/serverless-workflow-task-faulted");

    static Stream<Arguments> cases() {
        return EVENTS.stream()
                .flatMap(event -> Stream.of(OutboundFormat.values())
                        .filter(format -> format != OutboundFormat.EVENT) // golden/*.body.json and *.events.ndjson
                        .map(format -> arguments(event, format)));
    }

    static WorkflowEvent event(String name) {
        return InboundEvents.decode(
                        new TenantId("acme"),
                        Map.of(),
                        Golden.read(name + ".json").getBytes(StandardCharsets.UTF_8),
                        Instant.parse("2026-01-07T02:15:00.120Z"),
                        Optional.empty())
                .fold(events -> events.get(0), undecodable -> {
                    throw new AssertionError(undecodable);
                });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersExactlyThisMessage(String name, OutboundFormat format) {
        // given
        WorkflowEvent event = event(name);

        // when
        OutboundBody body = format.render(event);

        // then
        String message = Stream.concat(
                        Stream.of("content-type: " + body.contentType()),
                        body.headers().entrySet().stream().map(header -> header.getKey() + ": " + header.getValue()))
                .collect(Collectors.joining("\n", "", "\n\n" + new String(body.bytes(), StandardCharsets.UTF_8)));
        String file = "out/" + name.replaceAll(".*/|\\.cloudevent", "") + "." + format.wireName() + ".http";
        assertThat(message).isEqualTo(Golden.read(file));
        assertThat(format.render(event).bytes()).isEqualTo(body.bytes());
    }
}
