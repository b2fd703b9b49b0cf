package dev.hearken.model.event;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventTypeTest {
    private static final List<String> EXECUTION =
            List.of("created", "started", "progress", "paused", "resumed", "succeeded", "failed", "cancelled", "rerun");
    private static final List<String> TASK = List.of(
            "created",
            "started",
            "progress",
            "paused",
            "resumed",
            "succeeded",
            "failed",
            "cancelled",
            "skipped",
            "rerun",
            "retried");

    @Test
    void namesTheTypesOfTheContract() {
        // when
        Stream<String> names = Arrays.stream(EventType.values()).map(EventType::wireName);

        // then
        assertThat(names)
                .containsExactlyElementsOf(Stream.concat(
                                EXECUTION.stream().map("execution."::concat),
                                TASK.stream().map("task."::concat))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(EventType type) {
        // when
        EventType found = EventType.of(type.wireName()).orElseThrow();

        // then
        assertThat(found).isSameAs(type);
        assertThat(found.isTask()).isEqualTo(type.name().startsWith("TASK_"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "task", "task.", "Task.failed", "task.failed ", "TASK_FAILED", "task.*"})
    void isFoundByNothingElse(String name) {
        // when
        var found = EventType.of(name);

        // then
        assertThat(found).isEmpty();
    }
}
