package dev.hearken.model.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What happened to an execution or a task. The literal form on the wire is {@code execution.<verb>} or
 * {@code task.<verb>}.
 */
public enum EventType {
    EXECUTION_CREATED("execution.created"),
    EXECUTION_STARTED("execution.started"),
    EXECUTION_PROGRESS("execution.progress"),
    EXECUTION_PAUSED("execution.paused"),
    EXECUTION_RESUMED("execution.resumed"),
    EXECUTION_SUCCEEDED("execution.succeeded"),
    EXECUTION_FAILED("execution.failed"),
    EXECUTION_CANCELLED("execution.cancelled"),
    EXECUTION_RERUN("execution.rerun"),
    TASK_CREATED("task.created"),
    TASK_STARTED("task.started"),
    TASK_PROGRESS("task.progress"),
    TASK_PAUSED("task.paused"),
    TASK_RESUMED("task.resumed"),
    TASK_SUCCEEDED("task.succeeded"),
    TASK_FAILED("task.failed"),
    TASK_CANCELLED("task.cancelled"),
    TASK_SKIPPED("task.skipped"),
    TASK_RERUN("task.rerun"),
    TASK_RETRIED("task.retried");

    private static final Map<String, EventType> BY_WIRE_NAME = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_WIRE_NAME.put(type.wireName, type);
        }
    }

    private final String wireName;
    private final boolean task;

    EventType(String wireName) {
        this.wireName = wireName;
        this.task = wireName.startsWith("task.");
    }

    /** The literal form, such as {@code task.failed}. */
    public String wireName() {
        return wireName;
    }

    /** Whether the event is about a task, and so must carry one. */
    public boolean isTask() {
        return task;
    }

    /** The type with this exact literal form. */
    public static Optional<EventType> of(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }
}
