package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.Decoding.Decoded;
import dev.hearken.format.Decoding.Undecodable;
import dev.hearken.model.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Conductor's status publishers send: the summary or the whole of a workflow or of a task, alone (HTTP) or
 * as {@code payload} beside {@code workflowName} and {@code eventType} (Kafka). Without an event type what happened
 * follows from {@code status}. Times are ISO 8601 or milliseconds; 0 is none. The same body is the same event.
 */
final class ConductorDecoder {
    /** The source of these events: Conductor does not say which instance it is. */
    static final String SOURCE = "conductor";

    private ConductorDecoder() {}

    /** Whether the object has members that together no other engine sends. */
    static boolean recognises(ObjectNode json) {
        JsonNode summary = json.path("payload").isObject() && json.has("eventType") ? json.path("payload") : json;
        return (summary.has("workflowId") || summary.has("workflowInstanceId"))
                && (summary.has("workflowType") || summary.has("workflowName") || json.has("workflowName"))
                && summary.has("status");
    }

    static Decoding decode(EventRecord record, ObjectNode json) {
        EngineFields envelope = new EngineFields(json);
        String eventType = null;
        EngineFields fields = envelope;
        String outerName = null;
        if (envelope.peek("payload") instanceof ObjectNode payload
                && envelope.peek("eventType").isTextual()) {
            envelope.take("payload");
            eventType = envelope.text("eventType");
            outerName = envelope.text("workflowName");
            fields = new EngineFields(payload);
        }
        return decode(record, fields, eventType, outerName);
    }

    private static Decoding decode(
            EventRecord record, EngineFields fields, @Nullable String eventType, @Nullable String outerName) {
        String execution = firstText(fields, "workflowId", "workflowInstanceId");
        String workflow = firstText(fields, "workflowType", "workflowName");
        workflow = workflow == null ? outerName : workflow;
        String task = fields.peek("taskId").isTextual() ? fields.text("taskId") : null;
        String status = fields.peek("status").textValue();
        if (execution == null) {
            return Undecodable.missing("workflowId");
        }
        if (workflow == null) {
            return Undecodable.missing("workflowType");
        }
        if (status == null) {
            return Undecodable.missing("status");
        }
        Optional<EventType> type = task == null
                ? ConductorStatus.workflowEvent(eventType, status)
                : ConductorStatus.taskEvent(status, retries(fields));
        if (type.isEmpty()) {
            return new Undecodable(
                    InvalidEventReason.UNKNOWN_TYPE,
                    "the field " + (eventType == null ? "status" : "eventType") + " is none of Conductor's");
        }
        ObjectNode data = EngineFields.object();
        data.set("workflow", workflow(fields, workflow));
        ObjectNode executionData = data.putObject("execution").put("id", execution);
        Optional<Instant> time = task == null
                ? describeWorkflow(data, executionData, fields, type.get())
                : describeTask(data.putObject("task").put("id", task), fields, type.get());
        if (task != null) {
            executionData.putNull("error");
        }
        if (eventType != null) {
            fields.left().put("eventType", eventType);
        }
        data.set("metadata", fields.left());
        return Decoded.of(CanonicalData.event(
                record.tenant(), record.contentId(), SOURCE, type.get(), time.orElse(record.time()), data));
    }

    private static Optional<Instant> describeWorkflow(
            ObjectNode data, ObjectNode execution, EngineFields fields, EventType type) {
        Optional<Instant> time = describe(execution, fields, type);
        fields.move("parentWorkflowId", execution, "parentId");
        fields.move("event", execution, "triggeredBy");
        tasks(fields).ifPresent(tasks -> data.set("tasks", tasks));
        return time;
    }

    private static @Nullable String firstText(EngineFields fields, String... names) {
        for (String name : names) {
            String text = fields.text(name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static int retries(EngineFields fields) {
        return fields.peek("retryCount").asInt(0);
    }

    private static ObjectNode workflow(EngineFields fields, String name) {
        ObjectNode workflow = EngineFields.object().put("name", name);
        JsonNode version = fields.take(fields.peek("version").isMissingNode() ? "workflowVersion" : "version");
        if (version.isValueNode() && !version.isNull()) {
            workflow.put("version", version.asText());
        }
        return workflow;
    }

    private static Optional<Instant> describeTask(ObjectNode task, EngineFields fields, EventType type) {
        String name = firstText(fields, "referenceTaskName", "taskReferenceName", "taskDefName", "taskType");
        if (name != null) {
            task.put("name", name);
        }
        fields.move("taskType", task, "type");
        fields.move("taskDefName", task, "definition");
        task.put("attempt", retries(fields) + 1L);
        fields.moveTime("scheduledTime", task, "scheduledAt");
        return describe(task, fields, type);
    }

    /** @return when it happened: at the end, or else at the last update, or else at the start */
    private static Optional<Instant> describe(ObjectNode subject, EngineFields fields, EventType type) {
        String status = fields.peek("status").asText();
        subject.put("state", ConductorStatus.state(status));
        Optional<Instant> started = fields.moveTime("startTime", subject, "startedAt");
        Optional<Instant> ended = fields.moveTime("endTime", subject, "endedAt");
        Optional<Instant> updated = fields.moveTime("updateTime", subject, "updatedAt");
        started.flatMap(start -> ended.flatMap(end -> EventTimes.millis(Duration.between(start, end))))
                .ifPresent(millis -> subject.put("durationMs", millis));
        boolean ill = switch (type) {
            case EXECUTION_FAILED, EXECUTION_CANCELLED, TASK_FAILED, TASK_CANCELLED -> true;
            default -> false;
        };
        if (ill) {
            ObjectNode error = subject.putObject("error");
            fields.move("reasonForIncompletion", error, "message");
            error.put("type", status);
        } else {
            subject.putNull("error");
        }
        return ended.or(() -> updated).or(() -> started);
    }

    /** The tasks of a whole workflow; a summary has none. */
    private static Optional<ArrayNode> tasks(EngineFields fields) {
        if (!(fields.peek("tasks") instanceof ArrayNode source)) {
            return Optional.empty();
        }
        fields.take("tasks");
        ArrayNode tasks = JsonNodeFactory.instance.arrayNode(source.size());
        for (JsonNode task : source) {
            if (task instanceof ObjectNode object) {
                tasks.add(task(new EngineFields(object)));
            }
        }
        return Optional.of(tasks);
    }

    private static ObjectNode task(EngineFields fields) {
        ObjectNode task = EngineFields.object();
        fields.move("taskId", task, "id");
        describeTask(
                task,
                fields,
                ConductorStatus.taskEvent(fields.peek("status").asText(), retries(fields))
                        .orElse(EventType.TASK_PROGRESS));
        task.setAll(fields.left());
        return task;
    }
}
