package dev.hearken.language;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.EventJson;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events to judge. */
final class SampleEvents {
    /** Wednesday 2026-01-07, 02:15 UTC. */
    static final String SUCCEEDED = """
            {"workflow": {"id": "w-7", "name": "nightly-load", "version": "3", "workbook": "nightly", "labels": {"team": "data"}},
             "execution": {"id": "e-42", "state": "SUCCEEDED", "previousState": "RUNNING",
                           "startedAt": "2026-01-07T02:14:27Z", "endedAt": "2026-01-07T02:15:00Z", "durationMs": 33999,
                           "parentId": null, "triggeredBy": "schedule"},
             "tasks": [{"name": "extract", "state": "SUCCEEDED"}, {"name": "load", "state": "FAILED"}],
             "metadata": {"rows": 120, "ratio": 0.50, "table": "users", "flag": true, "nothing": null, "text": "12",
                          "day": "2026-01-07", "at": "2026-01-07T00:00:00+01:00", "clock": "07:30", "list": [1, 2.0, "x"],
                          "rows read": 7, "nested": {"deep": {"er": "value"}}, "huge": 1E400}}""";

    static final String TASK_FAILED = """
            {"workflow": {"name": "nightly-load"},
             "execution": {"id": "e-42", "startedAt": "2026-01-07T02:00:00Z", "endedAt": "2026-01-07T05:00:00Z"},
             "task": {"id": "t-9", "name": "load", "state": "FAILED", "attempt": 2, "startedAt": "2026-01-07T02:14:27Z",
                      "endedAt": "2026-01-07T04:15:30+01:00", "returnCode": 1, "stderr": "no space left",
                      "error": {"message": "disk full", "type": "IOError"}}}""";

    static final Instant TIME = Instant.parse("2026-01-07T02:15:01Z");

    private SampleEvents() {}

    static EventScope succeeded() {
        return scope(EventType.EXECUTION_SUCCEEDED, SUCCEEDED);
    }

    static EventScope taskFailed() {
        return scope(EventType.TASK_FAILED, TASK_FAILED);
    }

    static EventScope scope(EventType type, String json) {
        return scope(type, TIME, json);
    }

    static EventScope scope(EventType type, Instant time, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ObjectNode data = EventJson.object(bytes).orElseThrow();
        Map<String, String> labels = new LinkedHashMap<>();
        data.path("workflow")
                .path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        WorkflowEvent event = new WorkflowEvent(
                TenantId.DEFAULT,
                "id-1",
                "/engine",
                type,
                time,
                new Workflow(
                        data.path("workflow").path("name").asText(),
                        data.path("workflow").path("id").textValue(),
                        data.path("workflow").path("workbook").textValue(),
                        labels),
                data.path("execution").path("id").asText(),
                type.isTask() ? data.path("task").path("name").textValue() : null,
                data);
        return new EventScope(event, bytes);
    }

    /** An execution that succeeded with this {@code metadata}. */
    static EventScope withMetadata(String metadata) {
        return scope(
                EventType.EXECUTION_SUCCEEDED,
                "{\"workflow\": {\"name\": \"w\"}, \"execution\": {\"id\": \"e\"}, \"metadata\": " + metadata + "}");
    }
}
