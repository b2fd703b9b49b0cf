package dev.hearken.format;

import dev.hearken.model.event.EventType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static dev.hearken.model.event.EventType.EXECUTION_CANCELLED;
import static dev.hearken.model.event.EventType.EXECUTION_FAILED;
import static dev.hearken.model.event.EventType.EXECUTION_PAUSED;
import static dev.hearken.model.event.EventType.EXECUTION_PROGRESS;
import static dev.hearken.model.event.EventType.EXECUTION_RESUMED;
import static dev.hearken.model.event.EventType.EXECUTION_STARTED;
import static dev.hearken.model.event.EventType.EXECUTION_SUCCEEDED;
import static dev.hearken.model.event.EventType.TASK_CANCELLED;
import static dev.hearken.model.event.EventType.TASK_CREATED;
import static dev.hearken.model.event.EventType.TASK_FAILED;
import static dev.hearken.model.event.EventType.TASK_PAUSED;
import static dev.hearken.model.event.EventType.TASK_PROGRESS;
import static dev.hearken.model.event.EventType.TASK_RESUMED;
import static dev.hearken.model.event.EventType.TASK_RETRIED;
import static dev.hearken.model.event.EventType.TASK_STARTED;
import static dev.hearken.model.event.EventType.TASK_SUCCEEDED;

/**
 * The lifecycle events of CNCF Serverless Workflow 1.0 (DSL reference, Lifecycle Events). On the wire
 * {@code io.serverlessworkflow.<workflow|task>.<verb>.v1}.
 */
enum ServerlessWorkflowType {
    WORKFLOW_STARTED("workflow.started", EXECUTION_STARTED, "RUNNING"),
    WORKFLOW_SUSPENDED("workflow.suspended", EXECUTION_PAUSED, "PAUSED"),
    WORKFLOW_RESUMED("workflow.resumed", EXECUTION_RESUMED, "RUNNING"),
    WORKFLOW_CORRELATION_STARTED("workflow.correlation-started", EXECUTION_PROGRESS, "WAITING"),
    WORKFLOW_CORRELATION_COMPLETED("workflow.correlation-completed", EXECUTION_PROGRESS, "RUNNING"),
    WORKFLOW_CANCELLED("workflow.cancelled", EXECUTION_CANCELLED, "CANCELLED"),
    WORKFLOW_FAULTED("workflow.faulted", EXECUTION_FAILED, "FAILED"),
    WORKFLOW_COMPLETED("workflow.completed", EXECUTION_SUCCEEDED, "SUCCEEDED"),
    WORKFLOW_STATUS_CHANGED("workflow.status-changed", EXECUTION_PROGRESS, null),
    TASK_CREATED_V1("task.created", TASK_CREATED, "PENDING"),
    TASK_STARTED_V1("task.started", TASK_STARTED, "RUNNING"),
    TASK_SUSPENDED_V1("task.suspended", TASK_PAUSED, "PAUSED"),
    TASK_RESUMED_V1("task.resumed", TASK_RESUMED, "RUNNING"),
    TASK_RETRIED_V1("task.retried", TASK_RETRIED, "RUNNING"),
    TASK_CANCELLED_V1("task.cancelled", TASK_CANCELLED, "CANCELLED"),
    TASK_FAULTED_V1("task.faulted", TASK_FAILED, "FAILED"),
    TASK_COMPLETED_V1("task.completed", TASK_SUCCEEDED, "SUCCEEDED"),
    TASK_STATUS_CHANGED("task.status-changed", TASK_PROGRESS, null);

    private static final Map<String, ServerlessWorkflowType> BY_WIRE_NAME = new HashMap<>();

    static {
        for (ServerlessWorkflowType type : values()) {
            BY_WIRE_NAME.put("io.serverlessworkflow." + type.verb + ".v1", type);
        }
    }

    private final String verb;
    private final EventType type;
    private final @Nullable String state;

    ServerlessWorkflowType(String verb, EventType type, @Nullable String state) {
        this.verb = verb;
        this.type = type;
        this.state = state;
    }

    static Optional<ServerlessWorkflowType> of(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    /** The event type that says the same. */
    EventType type() {
        return type;
    }

    /** The state that follows from the type, null where the data names it. */
    @Nullable
    String state() {
        return state;
    }
}
