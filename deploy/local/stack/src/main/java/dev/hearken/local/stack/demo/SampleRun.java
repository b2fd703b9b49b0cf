package dev.hearken.local.stack.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of the workflow {@code nightly-load} as its engine reports it: {@code extract} and {@code transform} succeed,
 * {@code load} fails, and so does the execution. Eight events.
 */
final class SampleRun {
    static final String WORKFLOW = "nightly-load";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STEP = Duration.ofSeconds(4);

    private final String executionId;
    private final Instant start;
    private final List<SampleEvent> events = new ArrayList<>();

    private SampleRun(String executionId, Instant start) {
        this.executionId = executionId;
        this.start = start;
    }

    /** The events in the order in which they happen, the first at {@code start}, the last 28 seconds later. */
    static List<SampleEvent> events(String executionId, Instant start) {
        SampleRun run = new SampleRun(executionId, start);
        run.execution("execution.started", "RUNNING", "CREATED");
        run.succeeding("extract");
        run.succeeding("transform");
        run.failing("load");
        run.execution("execution.failed", "FAILED", "RUNNING");
        return List.copyOf(run.events);
    }

    private void succeeding(String task) {
        add(Topics.WORKFLOW_TASKS, "task.started", task, withTask(task, "RUNNING"));
        ObjectNode data = withTask(task, "SUCCEEDED");
        ((ObjectNode) data.get("task")).put("durationMs", STEP.toMillis()).put("returnCode", 0);
        add(Topics.WORKFLOW_TASKS, "task.succeeded", task, data);
    }

    private void failing(String task) {
        add(Topics.WORKFLOW_TASKS, "task.started", task, withTask(task, "RUNNING"));
        ObjectNode data = withTask(task, "FAILED");
        ObjectNode failed = (ObjectNode) data.get("task");
        failed.put("durationMs", STEP.toMillis())
                .put("returnCode", 1)
                .put("stderr", "relation \"users\" does not exist");
        failed.putObject("error")
                .put("message", "relation \"users\" does not exist")
                .put("type", "SqlError");
        add(Topics.WORKFLOW_TASKS, "task.failed", task, data);
    }

    private void execution(String type, String state, String previousState) {
        ObjectNode data = data();
        ObjectNode execution = (ObjectNode) data.get("execution");
        execution.put("state", state).put("previousState", previousState);
        if (state.equals("FAILED")) {
            execution.put("endedAt", now().toString());
            execution.put("durationMs", Duration.between(start, now()).toMillis());
            execution.putObject("error").put("message", "task load failed").put("type", "TaskFailed");
        }
        add(Topics.WORKFLOW_EXECUTIONS, type, WORKFLOW, data);
    }

    private ObjectNode withTask(String task, String state) {
        ObjectNode data = data();
        ((ObjectNode) data.get("execution")).put("state", "RUNNING");
        data.putObject("task")
                .put("id", executionId + "-" + task)
                .put("name", task)
                .put("state", state)
                .put("attempt", 1);
        return data;
    }

    private ObjectNode data() {
        ObjectNode data = JSON.createObjectNode();
        data.putObject("workflow").put("id", "w-7").put("name", WORKFLOW).put("version", "3");
        data.putObject("execution")
                .put("id", executionId)
                .put("startedAt", start.toString())
                .put("triggeredBy", "schedule");
        data.putObject("metadata").put("rows", 120).put("table", "users");
        return data;
    }

    private void add(String topic, String type, String subject, ObjectNode data) {
        String id = executionId + "-" + (events.size() + 1);
        events.add(new SampleEvent(topic, executionId, id, type, type + " " + subject, now(), data.toString()));
    }

    private Instant now() {
        return start.plus(STEP.multipliedBy(events.size()));
    }
}
