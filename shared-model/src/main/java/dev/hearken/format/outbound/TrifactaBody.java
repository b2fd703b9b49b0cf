package dev.hearken.format.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import java.time.Instant;

/**
 * An event in the words of Trifacta's plan metadata: {@code plan} with the attributes that {@code $plan} has, and for
 * the events of a task {@code task} with those of {@code $http_<code>} that any task has. Durations are milliseconds;
 * what is not known is {@code null}. Trifacta itself has no fixed body: this is what is sent where a listener has none
 * of its own.
 */
final class TrifactaBody {
    private TrifactaBody() {}

    static ObjectNode of(WorkflowEvent event) {
        EventData data = new EventData(event);
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("event", event.type().wireName());
        body.set("plan", plan(data));
        if (event.type().isTask()) {
            ObjectNode task = body.putObject("task").put("name", event.taskName());
            task.put("status", status(event.type()));
            addTimes(task, data.task());
            task.set(
                    "returnCode",
                    data.task().path("returnCode").isInt() ? data.task().get("returnCode") : NullNode.getInstance());
            task.put("message", EventData.errorMessage(data.task()));
        }
        return body;
    }

    private static ObjectNode plan(EventData data) {
        WorkflowEvent event = data.event();
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        plan.put("id", event.workflow().id());
        plan.put("name", event.workflow().name());
        plan.put("runId", event.executionId());
        plan.put("status", event.type().isTask() ? "InProgress" : status(event.type()));
        addTimes(plan, data.execution());
        plan.put("user", EventData.text(data.execution(), "triggeredBy"));
        plan.put(
                "taskCount",
                data.tasks().isArray() ? Integer.valueOf(data.tasks().size()) : null);
        return plan;
    }

    private static void addTimes(ObjectNode target, JsonNode subject) {
        target.put("duration", EventData.durationMs(subject).orElse(null));
        target.put(
                "startTime",
                EventData.time(subject, "startedAt").map(Instant::toString).orElse(null));
        target.put(
                "endTime",
                EventData.time(subject, "endedAt").map(Instant::toString).orElse(null));
    }

    private static String status(EventType type) {
        return switch (type) {
            case EXECUTION_CREATED, TASK_CREATED -> "Created";
            case EXECUTION_SUCCEEDED, TASK_SUCCEEDED -> "Complete";
            case EXECUTION_FAILED, TASK_FAILED -> "Failed";
            case EXECUTION_CANCELLED, TASK_CANCELLED -> "Canceled";
            case EXECUTION_PAUSED, TASK_PAUSED -> "Paused";
            case TASK_SKIPPED -> "Skipped";
            default -> "InProgress";
        };
    }
}
