package dev.hearken.local.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleRunTest {
    private final List<SampleEvent> events = SampleRun.events("demo-1", Instant.parse("2026-01-07T02:14:27Z"));

    @Test
    void startsRunsThreeTasksAndFailsWithTheThird() {
        assertThat(events)
                .extracting(SampleEvent::label)
                .containsExactly(
                        "execution.started nightly-load",
                        "task.started extract",
                        "task.succeeded extract",
                        "task.started transform",
                        "task.succeeded transform",
                        "task.started load",
                        "task.failed load",
                        "execution.failed nightly-load");
    }

    @Test
    void sendsEachEventToItsTopicUnderTheExecutionsKey() {
        assertThat(events).allMatch(e -> e.executionId().equals("demo-1"));
        assertThat(events)
                .allMatch(
                        e -> e.topic().equals(e.type().startsWith("task.") ? "workflow.tasks" : "workflow.executions"));
        assertThat(events).extracting(SampleEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void sendsWhatTheContractRequires() throws Exception {
        for (SampleEvent event : events) {
            JsonNode data = new ObjectMapper().readTree(event.data());
            assertThat(data.at("/workflow/name").asText()).isEqualTo("nightly-load");
            assertThat(data.at("/execution/id").asText()).isEqualTo("demo-1");
            assertThat(data.has("task")).isEqualTo(event.type().startsWith("task."));
        }
        JsonNode last = new ObjectMapper().readTree(events.get(7).data());
        assertThat(last.at("/execution/durationMs").asLong()).isEqualTo(28_000);
        assertThat(last.at("/execution/endedAt").asText()).isEqualTo("2026-01-07T02:14:55Z");
    }
}
