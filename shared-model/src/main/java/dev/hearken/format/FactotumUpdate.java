package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One update of Factotum in the canonical form; its events share what they have in common. */
final class FactotumUpdate {
    private final String state;
    private final @Nullable String previousState;
    private final ObjectNode workflow = EngineFields.object();
    private final ObjectNode execution = EngineFields.object();
    private final ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
    private final Map<String, ObjectNode> tasksByName = new HashMap<>();
    private final JsonNode taskTransitions;
    private final ObjectNode metadata;
    private final Optional<Instant> time;
    private @Nullable String id;

    /** Takes apart the update's data, whose name, reference and state have been read. */
    FactotumUpdate(EngineFields fields, String job, String run, String state) {
        this.state = state;
        this.previousState = FactotumState.of(fields.peek("jobTransition").path("previousState"));
        fields.take("jobTransition");
        this.taskTransitions = fields.take("taskTransitions");
        fields.move("jobReference", workflow, "id");
        workflow.put("name", job);
        fields.move("tags", workflow, "labels");
        fields.take("taskStates").forEach(this::addTask);
        execution.put("id", run).put("state", state);
        if (previousState != null) {
            execution.put("previousState", previousState);
        }
        Optional<Instant> started = fields.moveTime("startTime", execution, "startedAt");
        Optional<Duration> duration = duration(fields, "runDuration", execution);
        this.time = started.flatMap(start -> duration.flatMap(length -> EventTimes.after(start, length)));
        if (FactotumState.isEnd(state)) {
            time.ifPresent(end -> execution.put("endedAt", end.toString()));
        }
        execution.set("error", EngineFields.error(state.equals("FAILED") ? failure() : null));
        this.metadata = fields.left();
    }

    /** The duration in milliseconds; one that cannot be read stays. */
    private static Optional<Duration> duration(EngineFields fields, String name, ObjectNode target) {
        Optional<Duration> duration = EventTimes.duration(fields.peek(name));
        duration.flatMap(EventTimes::millis).ifPresent(millis -> {
            fields.take(name);
            target.put("durationMs", millis);
        });
        return duration;
    }

    private void addTask(JsonNode taskState) {
        if (!(taskState instanceof ObjectNode object)) {
            return;
        }
        ObjectNode task = task(new EngineFields(object));
        tasks.add(task);
        if (task.path("name").isTextual()) {
            tasksByName.putIfAbsent(task.path("name").textValue(), task);
        }
    }

    private static ObjectNode task(EngineFields fields) {
        ObjectNode task = EngineFields.object();
        fields.move("taskName", task, "name");
        String state = FactotumState.of(fields.peek("state"));
        if (state != null) {
            fields.take("state");
            task.put("state", state);
        }
        Optional<Instant> started = fields.moveTime("started", task, "startedAt");
        Optional<Duration> duration = duration(fields, "duration", task);
        if (FactotumState.isEnd(state)) {
            started.flatMap(start -> duration.flatMap(length -> EventTimes.after(start, length)))
                    .ifPresent(end -> task.put("endedAt", end.toString()));
        }
        fields.move("returnCode", task, "returnCode");
        fields.move("stdout", task, "stdout");
        fields.move("stderr", task, "stderr");
        String message = fields.text("errorMessage");
        task.set("error", EngineFields.error(message == null ? fields.text("error_message") : message));
        task.setAll(fields.left());
        return task;
    }

    /** A job fails because a task does: what the first of them says. */
    private String failure() {
        for (JsonNode task : tasks) {
            if (task.path("state").asText().equals("FAILED")) {
                String message = task.path("error").path("message").textValue();
                return message == null ? "task " + task.path("name").asText() + " failed" : message;
            }
        }
        return "the job failed";
    }

    JsonNode taskTransitions() {
        return taskTransitions;
    }

    /** When the update was made: Factotum computes the duration at that moment. */
    Optional<Instant> time() {
        return time;
    }

    /** Hashed once for all events. */
    String id(EventRecord record) {
        String known = id;
        if (known == null) {
            known = record.contentId();
            id = known;
        }
        return known;
    }

    /**
     * What the update says about the job. Without a previous state a running job counts as started while at most one
     * task has begun, and none has ended. An update about tasks is no step of the job.
     */
    EventType executionType() {
        if (metadata.path("schema").asText().contains("/task_update/")) {
            return EventType.EXECUTION_PROGRESS;
        }
        String previous = previousState;
        if (previous == null && state.equals("RUNNING") && hasMovedOn()) {
            previous = "RUNNING";
        }
        return FactotumState.executionEvent(previous, state);
    }

    private boolean hasMovedOn() {
        int begun = 0;
        for (JsonNode task : tasks) {
            String taskState = task.path("state").asText("WAITING");
            begun += taskState.equals("WAITING") ? 0 : 1;
            if (FactotumState.isEnd(taskState)) {
                return true;
            }
        }
        return begun > 1;
    }

    /** The data of an event about the execution. */
    ObjectNode execution() {
        ObjectNode data = EngineFields.object();
        data.set("workflow", workflow);
        data.set("execution", execution);
        data.set("tasks", tasks);
        data.set("metadata", metadata);
        return data;
    }

    /** The data of an event about one task and its step to another state. */
    ObjectNode task(String name, JsonNode transition) {
        ObjectNode task = EngineFields.object();
        ObjectNode known = tasksByName.get(name);
        if (known != null) {
            task.setAll(known);
        } else {
            task.put("name", name).putNull("error");
        }
        task.put("state", FactotumState.of(transition.path("currentState")));
        String previous = FactotumState.of(transition.path("previousState"));
        if (previous != null) {
            task.put("previousState", previous);
        }
        ObjectNode data = EngineFields.object();
        data.set("workflow", workflow);
        data.set("execution", execution);
        data.set("task", task);
        data.set("tasks", tasks);
        data.set("metadata", metadata);
        return data;
    }
}
