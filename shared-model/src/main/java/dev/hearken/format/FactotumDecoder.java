package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.Decoding.Decoded;
import dev.hearken.format.Decoding.Undecodable;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code job_update} and {@code task_update} of Snowplow Factotum, in the form of its releases and in the older
 * one, which has no transitions and calls success {@code COMPLETED}. One update becomes one event per transition, in
 * their order; one without transitions becomes one event about the execution.
 */
final class FactotumDecoder {
    /** The source of these events: Factotum does not say which instance it is. */
    static final String SOURCE = "factotum";

    private static final String SCHEMAS = "iglu:com.snowplowanalytics.factotum/";

    private FactotumDecoder() {}

    /** Whether the object says of itself that it is an update. */
    static boolean recognises(ObjectNode json) {
        String schema = json.path("schema").asText();
        return schema.startsWith(SCHEMAS + "job_update/") || schema.startsWith(SCHEMAS + "task_update/");
    }

    static Decoding decode(EventRecord record, ObjectNode json) {
        if (!recognises(json)) {
            return new Undecodable(
                    InvalidEventReason.UNKNOWN_TYPE, "the field schema names neither job_update nor task_update");
        }
        if (!(json.path("data") instanceof ObjectNode data)) {
            return new Undecodable(InvalidEventReason.MISSING_FIELD, "the field data must be an object");
        }
        EngineFields fields = new EngineFields(data);
        String job = fields.text("jobName");
        String run = fields.text("runReference");
        String state = FactotumState.of(fields.take("runState"));
        if (job == null) {
            return Undecodable.missing("data.jobName");
        }
        if (run == null) {
            return Undecodable.missing("data.runReference");
        }
        if (state == null || state.equals("SKIPPED")) {
            return new Undecodable(
                    InvalidEventReason.MISSING_FIELD, "the field data.runState must be a state of a job");
        }
        data.set("schema", json.get("schema"));
        return decode(record, new FactotumUpdate(fields, job, run, state));
    }

    private static Decoding decode(EventRecord record, FactotumUpdate update) {
        JsonNode transitions = update.taskTransitions();
        if (transitions.isEmpty()) {
            return Decoded.of(event(record, update, 0, update.executionType(), update.execution()));
        }
        List<WorkflowEvent> events = new ArrayList<>(transitions.size());
        for (JsonNode transition : transitions) {
            String task = text(transition.path("taskName"));
            Optional<EventType> type = FactotumState.taskEvent(transition);
            if (task == null || type.isEmpty()) {
                return new Undecodable(
                        InvalidEventReason.MISSING_FIELD,
                        "each entry of data.taskTransitions must have a taskName and a currentState of a task");
            }
            events.add(event(record, update, events.size(), type.get(), update.task(task, transition)));
        }
        return new Decoded(events);
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }

    private static WorkflowEvent event(
            EventRecord record, FactotumUpdate update, int index, EventType type, ObjectNode data) {
        return CanonicalData.event(
                record.tenant(),
                update.id(record) + "#" + index,
                SOURCE,
                type,
                update.time().orElse(record.time()),
                data);
    }
}
