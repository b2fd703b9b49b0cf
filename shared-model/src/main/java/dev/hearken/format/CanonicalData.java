package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data of an event in the canonical form: {@code workflow}, {@code execution}, {@code task} and whatever else. */
final class CanonicalData {
    private CanonicalData() {}

    /** What is missing, as one sentence; empty if nothing is. */
    static Optional<String> fault(ObjectNode data, EventType type) {
        if (text(data.path("execution").path("id")) == null) {
            return Optional.of("execution.id must be a string that is not empty");
        }
        if (text(data.path("workflow").path("name")) == null) {
            return Optional.of("workflow.name must be a string that is not empty");
        }
        if (type.isTask() && !data.path("task").isObject()) {
            return Optional.of("task must be an object in an event of type " + type.wireName());
        }
        return Optional.empty();
    }

    /** The event with this data, which has no {@link #fault}. */
    static WorkflowEvent event(
            TenantId tenant, String id, String source, EventType type, Instant time, ObjectNode data) {
        return new WorkflowEvent(
                tenant, id, source, type, time, workflow(data), executionId(data), taskName(data, type), data);
    }

    private static String executionId(ObjectNode data) {
        return data.path("execution").path("id").textValue();
    }

    private static Workflow workflow(ObjectNode data) {
        JsonNode workflow = data.path("workflow");
        return new Workflow(
                workflow.path("name").textValue(),
                text(workflow.path("id")),
                text(workflow.path("workbook")),
                labels(workflow.path("labels")));
    }

    /** The task's name; an execution event has none, even if the engine sent a task along. */
    private static @Nullable String taskName(ObjectNode data, EventType type) {
        return type.isTask() ? text(data.path("task").path("name")) : null;
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }

    private static Map<String, String> labels(JsonNode labels) {
        if (labels.isEmpty()) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        labels.properties().forEach(label -> {
            if (label.getValue().isTextual()) {
                texts.put(label.getKey(), label.getValue().textValue());
            }
        });
        return texts;
    }
}
