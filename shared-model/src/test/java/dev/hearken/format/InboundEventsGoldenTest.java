package dev.hearken.format;

import dev.hearken.Golden;
import dev.hearken.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For each {@code in/<name>.json}, as an engine sends it and without a word on its format, the events that it becomes:
 * {@code in/<name>.events.ndjson}, in the format {@code event}.
 */
class InboundEventsGoldenTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "factotum-source-completed",
                "factotum-source-failed",
                "factotum-job-created",
                "factotum-job-failed",
                "factotum-task-failed",
                "factotum-heartbeat",
                "mistral-workflow-succeeded",
                "mistral-sub-workflow-failed",
                "mistral-task-failed",
                "mistral-task-delayed",
                "conductor-workflow-completed",
                "conductor-workflow-terminated",
                "conductor-workflow-whole",
                "conductor-task-failed",
                "serverless-workflow-started",
                "serverless-workflow-completed",
                "serverless-workflow-status-changed",
                "serverless-workflow-task-faulted"
            })
    void readsExactlyTheseEvents(String name) {
        // given
        byte[] sent = Golden.read("in/" + name + ".json").getBytes(StandardCharsets.UTF_8);

        // when
        Decoding decoding = InboundEvents.decode(
                TenantId.DEFAULT, Map.of(), sent, Instant.parse("2026-01-07T02:15:00.120Z"), Optional.empty());

        // then
        String events = decoding.fold(
                decoded -> decoded.stream()
                        .map(event -> new String(EventBody.render(event), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("\n")),
                Object::toString);
        assertThat(events).isEqualTo(Golden.read("in/" + name + ".events.ndjson"));
    }
}
