package dev.hearken.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.Decoding.Decoded;
import dev.hearken.format.Decoding.Undecodable;
import dev.hearken.model.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/**
 * Reads what OpenStack Mistral's notifier posts. What happened is named by {@code event}; where that is null, as for
 * the states {@code IDLE}, {@code WAITING} and {@code DELAYED}, or absent, as before Mistral 9, it follows from
 * {@code state}. Times are UTC without a zone. The same body is the same event.
 */
final class MistralDecoder {
    /** The source of these events: Mistral does not say which instance it is. */
    static final String SOURCE = "mistral";

    private static final Map<String, String> VERBS = Map.of(
            "LAUNCHED", "started",
            "SUCCEEDED", "succeeded",
            "FAILED", "failed",
            "CANCELLED", "cancelled",
            "PAUSED", "paused",
            "RESUMED", "resumed",
            "RERUN", "rerun",
            "SKIPPED", "skipped");

    private static final Map<String, String> VERBS_BY_STATE = Map.ofEntries(
            entry("RUNNING", "started"),
            entry("SUCCESS", "succeeded"),
            entry("ERROR", "failed"),
            entry("CANCELLED", "cancelled"),
            entry("PAUSED", "paused"),
            entry("SKIPPED", "skipped"),
            entry("IDLE", "progress"),
            entry("WAITING", "progress"),
            entry("DELAYED", "progress"));

    private MistralDecoder() {}

    /** Whether the object has members that together no other engine sends. */
    static boolean recognises(ObjectNode json) {
        return json.has("workflow_name") && json.has("state") && json.has("event");
    }

    static Decoding decode(EventRecord record, ObjectNode json) {
        EngineFields fields = new EngineFields(json);
        boolean aboutTask = fields.peek("workflow_execution_id").isTextual()
                || fields.peek("event").asText().startsWith("TASK_");
        String id = fields.text("id");
        String workflowName = fields.text("workflow_name");
        String executionId = aboutTask ? fields.text("workflow_execution_id") : id;
        String state = fields.text("state");
        if (workflowName == null) {
            return Undecodable.missing("workflow_name");
        }
        if (executionId == null) {
            return Undecodable.missing(aboutTask ? "workflow_execution_id" : "id");
        }
        Optional<EventType> type = type(fields, aboutTask, state);
        if (type.isEmpty()) {
            return new Undecodable(
                    InvalidEventReason.UNKNOWN_TYPE, "neither the field event nor the field state is one of Mistral's");
        }
        ObjectNode data = EngineFields.object();
        data.set("workflow", workflow(fields, workflowName));
        ObjectNode execution = data.putObject("execution").put("id", executionId);
        ObjectNode subject = aboutTask ? task(data, fields, id) : execution;
        Instant time = describe(subject, fields, type.get(), state).orElse(record.time());
        if (aboutTask) {
            execution.putNull("error");
        } else {
            fields.move("task_execution_id", execution, "parentId");
            fields.move("root_execution_id", execution, "rootId");
        }
        data.set("metadata", fields.left());
        return Decoded.of(CanonicalData.event(record.tenant(), record.contentId(), SOURCE, type.get(), time, data));
    }

    private static ObjectNode task(ObjectNode data, EngineFields fields, @Nullable String id) {
        ObjectNode task = data.putObject("task");
        if (id != null) {
            task.put("id", id);
        }
        fields.move("type", task, "type");
        return task;
    }

    private static Optional<EventType> type(EngineFields fields, boolean aboutTask, @Nullable String state) {
        String event = fields.text("event");
        String prefix = aboutTask ? "TASK_" : "WORKFLOW_";
        String verb = null;
        if (event != null) {
            verb = event.startsWith(prefix) ? VERBS.get(event.substring(prefix.length())) : null;
        } else if (state != null
                && (fields.take("event").isNull() || fields.peek("event").isMissingNode())) {
            verb = VERBS_BY_STATE.get(state);
        }
        if (verb == null) {
            return Optional.empty();
        }
        // A workflow has no skipped event: Mistral sends null for that state.
        return EventType.of((aboutTask ? "task." : "execution.") + verb)
                .or(() -> Optional.of(EventType.EXECUTION_PROGRESS));
    }

    /** Mistral names the workflows of a workbook {@code <workbook>.<workflow>}. */
    private static ObjectNode workflow(EngineFields fields, String name) {
        ObjectNode workflow = EngineFields.object();
        fields.move("workflow_id", workflow, "id");
        workflow.put("name", name);
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            workflow.put("workbook", name.substring(0, dot));
        }
        return workflow;
    }

    /** @return when it happened, by the last update */
    private static Optional<Instant> describe(
            ObjectNode subject, EngineFields fields, EventType type, @Nullable String state) {
        fields.move("name", subject, "name");
        if (state != null) {
            subject.put("state", state.equals("SUCCESS") ? "SUCCEEDED" : state.equals("ERROR") ? "FAILED" : state);
        }
        Optional<Instant> created = fields.moveTime("created_at", subject, "createdAt");
        Optional<Instant> updated = fields.moveTime("updated_at", subject, "updatedAt");
        Optional<Instant> started = type.isTask() ? fields.moveTime("started_at", subject, "startedAt") : created;
        Optional<Instant> ended = type.isTask() ? fields.moveTime("finished_at", subject, "endedAt") : Optional.empty();
        if (!type.isTask()) {
            started.ifPresent(start -> subject.put("startedAt", start.toString()));
            ended = isEnd(type) ? updated : ended;
            ended.ifPresent(end -> subject.put("endedAt", end.toString()));
        }
        Optional<Instant> end = ended;
        started.flatMap(start -> end.flatMap(to -> EventTimes.millis(Duration.between(start, to))))
                .ifPresent(millis -> subject.put("durationMs", millis));
        boolean failed = type == EventType.EXECUTION_FAILED || type == EventType.TASK_FAILED;
        subject.set("error", EngineFields.error(failed ? fields.text("state_info") : null));
        return updated.or(() -> created);
    }

    private static boolean isEnd(EventType type) {
        return switch (type) {
            case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_CANCELLED -> true;
            default -> false;
        };
    }
}
