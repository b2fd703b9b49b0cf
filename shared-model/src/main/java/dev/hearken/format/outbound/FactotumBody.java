package dev.hearken.format.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.EventJson;
import dev.hearken.model.event.WorkflowEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * An event as Factotum's releases post it, with the fields of the schemas {@code job_update} and {@code task_update}
 * 1-0-0 and no other: an update with the one transition that the event is. What the schemas require and another engine
 * does not have is made up from the event: the factfile is the workflow's description in JSON, base64.
 */
final class FactotumBody {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Set<String> TASK_STATES =
            Set.of("WAITING", "RUNNING", "SUCCEEDED", "SUCCEEDED_NO_OP", "FAILED", "SKIPPED");
    private static final Set<String> JOB_STATES = Set.of("WAITING", "RUNNING", "SUCCEEDED", "FAILED");
    private static final int MAX_RETURN_CODE = 32_767;

    private final EventData data;
    private final FactotumStep step;

    private FactotumBody(WorkflowEvent event) {
        this.data = new EventData(event);
        this.step = FactotumStep.of(event.type());
    }

    static ObjectNode of(WorkflowEvent event) {
        return new FactotumBody(event).body();
    }

    private ObjectNode body() {
        boolean aboutTask = data.event().type().isTask();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String kind = aboutTask ? "task_update" : "job_update";
        body.put("schema", "iglu:com.snowplowanalytics.factotum/" + kind + "/jsonschema/1-0-0");
        ObjectNode update = body.putObject("data");
        update.put("jobName", data.event().workflow().name());
        update.put("jobReference", jobReference());
        update.put("runReference", data.event().executionId());
        update.put("factfile", factfile());
        update.set("applicationContext", applicationContext());
        ObjectNode tags = update.putObject("tags");
        data.event().workflow().labels().forEach(tags::put);
        update.put("runState", runState());
        update.put("startTime", MILLIS.format(start()));
        update.put("runDuration", runDuration());
        if (aboutTask) {
            addTransition(update.putArray("taskTransitions").addObject().put("taskName", taskName()));
        } else {
            addTransition(update.putObject("jobTransition"));
        }
        update.set("taskStates", taskStates());
        return body;
    }

    private String jobReference() {
        String id = data.event().workflow().id();
        return id == null ? data.event().workflow().name() : id;
    }

    private String factfile() {
        String own = EventData.text(data.metadata(), "factfile");
        return own == null ? Base64.getEncoder().encodeToString(EventJson.bytes(data.workflow())) : own;
    }

    /** Factotum's own, completed with the name that older versions do not send. */
    private ObjectNode applicationContext() {
        JsonNode own = data.metadata().path("applicationContext");
        String version = EventData.text(own, "version");
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        return version == null
                ? context.put("version", "1.0.0").put("name", "hearken")
                : context.put("version", version).put("name", EventData.text(own, "name", "factotum"));
    }

    private String runState() {
        String own = data.execution().path("state").asText();
        if (JOB_STATES.contains(own)) {
            return own;
        }
        return data.event().type().isTask() ? "RUNNING" : step.current();
    }

    private Instant start() {
        return EventData.time(data.execution(), "startedAt").orElse(data.event().time());
    }

    private String runDuration() {
        return duration(EventData.durationMs(data.execution())
                .orElseGet(() -> data.event().time().toEpochMilli() - start().toEpochMilli()));
    }

    /** ISO 8601 in seconds, as Factotum writes it: {@code PT61.5S}. */
    private static String duration(long millis) {
        return "PT"
                + BigDecimal.valueOf(Math.max(0, millis), 3)
                        .stripTrailingZeros()
                        .toPlainString() + "S";
    }

    private String taskName() {
        String name = data.event().taskName();
        return name == null ? EventData.text(data.task(), "id", "") : name;
    }

    private void addTransition(ObjectNode transition) {
        JsonNode subject = data.subject();
        Set<String> states = data.event().type().isTask() ? TASK_STATES : JOB_STATES;
        String current = subject.path("state").asText();
        String previous = subject.path("previousState").asText();
        transition.put("previousState", states.contains(previous) ? previous : step.previous());
        transition.put("currentState", states.contains(current) ? current : step.current());
    }

    /** All tasks that the event names; the one that it is about as it is now. */
    private ArrayNode taskStates() {
        ArrayNode states = JsonNodeFactory.instance.arrayNode();
        boolean aboutTask = data.event().type().isTask();
        boolean found = !aboutTask;
        for (JsonNode task : data.tasks()) {
            String name = EventData.text(task, "name");
            if (name != null) {
                boolean isIt = aboutTask && !found && name.equals(data.event().taskName());
                found |= isIt;
                states.add(isIt ? taskState(data.task(), name, step.current()) : taskState(task, name, "WAITING"));
            }
        }
        if (!found) {
            states.add(taskState(data.task(), taskName(), step.current()));
        }
        return states;
    }

    private static ObjectNode taskState(JsonNode task, String name, String otherwise) {
        ObjectNode state = JsonNodeFactory.instance.objectNode().put("taskName", name);
        String own = task.path("state").asText();
        state.put("state", TASK_STATES.contains(own) ? own : FactotumStep.state(own, otherwise));
        EventData.time(task, "startedAt").ifPresent(start -> state.put("started", MILLIS.format(start)));
        EventData.durationMs(task).ifPresent(millis -> state.put("duration", duration(millis)));
        for (String output : new String[] {"stdout", "stderr"}) {
            String text = EventData.text(task, output);
            if (text != null) {
                state.put(output, text);
            }
        }
        JsonNode code = task.path("returnCode");
        if (code.isInt() && Math.abs(code.intValue()) <= MAX_RETURN_CODE) {
            state.put("returnCode", code.intValue());
        }
        String message = EventData.errorMessage(task);
        if (message != null) {
            state.put("errorMessage", message);
        }
        return state;
    }
}
