package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.event.EventType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/** The states of Factotum's jobs and tasks, under the names that its releases gave them. */
final class FactotumState {
    private static final Map<String, String> STATES = Map.ofEntries(
            entry("WAITING", "WAITING"),
            entry("RUNNING", "RUNNING"),
            entry("SUCCEEDED", "SUCCEEDED"),
            entry("COMPLETED", "SUCCEEDED"),
            entry("SUCCESS", "SUCCEEDED"),
            entry("SUCCEEDED_NO_OP", "SUCCEEDED_NO_OP"),
            entry("FAILED", "FAILED"),
            entry("SKIPPED", "SKIPPED"));

    private FactotumState() {}

    /** The released name of a state; null if it is none. */
    static @Nullable String of(JsonNode state) {
        return state.isTextual() ? STATES.get(state.textValue()) : null;
    }

    static boolean isEnd(@Nullable String state) {
        return state != null && !state.equals("WAITING") && !state.equals("RUNNING");
    }

    /** What a job's step from one state to the next is called. */
    static EventType executionEvent(@Nullable String previous, String current) {
        return switch (current) {
            case "WAITING" -> EventType.EXECUTION_CREATED;
            case "SUCCEEDED", "SUCCEEDED_NO_OP", "SKIPPED" -> EventType.EXECUTION_SUCCEEDED;
            case "FAILED" -> EventType.EXECUTION_FAILED;
            default ->
                isEnd(previous)
                        ? EventType.EXECUTION_RERUN
                        : "RUNNING".equals(previous) ? EventType.EXECUTION_PROGRESS : EventType.EXECUTION_STARTED;
        };
    }

    /** What a task's step is called; empty if the state that it led to is none. */
    static Optional<EventType> taskEvent(JsonNode transition) {
        String previous = of(transition.path("previousState"));
        String current = of(transition.path("currentState"));
        return current == null ? Optional.empty() : Optional.of(taskEvent(previous, current));
    }

    private static EventType taskEvent(@Nullable String previous, String current) {
        return switch (current) {
            case "WAITING" -> EventType.TASK_CREATED;
            case "SUCCEEDED", "SUCCEEDED_NO_OP" -> EventType.TASK_SUCCEEDED;
            case "FAILED" -> EventType.TASK_FAILED;
            case "SKIPPED" -> EventType.TASK_SKIPPED;
            default ->
                isEnd(previous)
                        ? EventType.TASK_RERUN
                        : "RUNNING".equals(previous) ? EventType.TASK_PROGRESS : EventType.TASK_STARTED;
        };
    }
}
