package dev.hearken.format.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event as Mistral's webhook publisher posts it: the members of a workflow's or a task's notification, in Mistral's
 * order, with {@code event} at the end. Types that Mistral has no name for, creation and progress, have {@code null}
 * there, as Mistral's own have.
 */
final class MistralBody {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Set<String> STATES =
            Set.of("IDLE", "WAITING", "RUNNING", "DELAYED", "PAUSED", "CANCELLED", "SKIPPED");

    private final EventData data;
    private final ObjectNode body = JsonNodeFactory.instance.objectNode();

    private MistralBody(WorkflowEvent event) {
        this.data = new EventData(event);
    }

    static ObjectNode of(WorkflowEvent event) {
        return new MistralBody(event).body();
    }

    private ObjectNode body() {
        WorkflowEvent event = data.event();
        boolean aboutTask = event.type().isTask();
        String workflowName = event.workflow().name();
        JsonNode subject = data.subject();
        body.put("id", aboutTask ? EventData.text(subject, "id") : event.executionId());
        body.put("name", aboutTask ? event.taskName() : EventData.text(subject, "name", workflowName));
        if (aboutTask) {
            body.put("workflow_execution_id", event.executionId());
        }
        body.put("workflow_name", workflowName);
        body.put("workflow_namespace", EventData.text(data.metadata(), "workflow_namespace", ""));
        body.put("workflow_id", event.workflow().id());
        body.put("state", state());
        body.put("state_info", stateInfo());
        if (aboutTask) {
            body.put("type", EventData.text(subject, "type", "ACTION"));
        }
        body.put(
                "project_id",
                EventData.text(data.metadata(), "project_id", event.tenant().value()));
        if (!aboutTask) {
            body.put("task_execution_id", EventData.text(subject, "parentId"));
            body.put("root_execution_id", EventData.text(subject, "rootId"));
        }
        Optional<Instant> started = EventData.time(subject, "startedAt");
        body.put(
                "created_at",
                time(EventData.time(subject, "createdAt").or(() -> started).orElse(event.time())));
        body.put("updated_at", time(EventData.time(subject, "updatedAt").orElse(event.time())));
        if (aboutTask) {
            body.put("started_at", started.map(SECONDS::format).orElse(null));
            body.put(
                    "finished_at",
                    EventData.time(subject, "endedAt").map(SECONDS::format).orElse(null));
        }
        body.put("event", name(event.type()));
        return body;
    }

    /** As Python prints it: the fraction only where there is one. */
    private static String time(Instant time) {
        return (time.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROS).format(time);
    }

    private @Nullable String stateInfo() {
        String message = EventData.errorMessage(data.subject());
        return message == null ? EventData.text(data.metadata(), "state_info") : message;
    }

    private String state() {
        String own = data.subject().path("state").asText();
        if (STATES.contains(own)) {
            return own;
        }
        return switch (data.event().type()) {
            case EXECUTION_CREATED, TASK_CREATED -> "IDLE";
            case EXECUTION_SUCCEEDED, TASK_SUCCEEDED -> "SUCCESS";
            case EXECUTION_FAILED, TASK_FAILED -> "ERROR";
            case EXECUTION_CANCELLED, TASK_CANCELLED -> "CANCELLED";
            case EXECUTION_PAUSED, TASK_PAUSED -> "PAUSED";
            case TASK_SKIPPED -> "SKIPPED";
            default -> "RUNNING";
        };
    }

    private static @Nullable String name(EventType type) {
        return switch (type) {
            case EXECUTION_CREATED, EXECUTION_PROGRESS, TASK_CREATED, TASK_PROGRESS -> null;
            case EXECUTION_STARTED -> "WORKFLOW_LAUNCHED";
            case EXECUTION_PAUSED -> "WORKFLOW_PAUSED";
            case EXECUTION_RESUMED -> "WORKFLOW_RESUMED";
            case EXECUTION_SUCCEEDED -> "WORKFLOW_SUCCEEDED";
            case EXECUTION_FAILED -> "WORKFLOW_FAILED";
            case EXECUTION_CANCELLED -> "WORKFLOW_CANCELLED";
            case EXECUTION_RERUN -> "WORKFLOW_RERUN";
            case TASK_STARTED, TASK_RETRIED -> "TASK_LAUNCHED";
            case TASK_PAUSED -> "TASK_PAUSED";
            case TASK_RESUMED -> "TASK_RESUMED";
            case TASK_SUCCEEDED -> "TASK_SUCCEEDED";
            case TASK_FAILED -> "TASK_FAILED";
            case TASK_CANCELLED -> "TASK_CANCELLED";
            case TASK_SKIPPED -> "TASK_SKIPPED";
            case TASK_RERUN -> "TASK_RERUN";
        };
    }
}
