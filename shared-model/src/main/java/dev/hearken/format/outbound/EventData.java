package dev.hearken.format.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.format.EventTimes;
import dev.hearken.model.event.WorkflowEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The canonical data of an event, read tolerantly: what has another type than it should is not there. */
final class EventData {
    private final WorkflowEvent event;

    EventData(WorkflowEvent event) {
        this.event = event;
    }

    WorkflowEvent event() {
        return event;
    }

    JsonNode workflow() {
        return event.data().path("workflow");
    }

    JsonNode execution() {
        return event.data().path("execution");
    }

    JsonNode task() {
        return event.data().path("task");
    }

    JsonNode tasks() {
        return event.data().path("tasks");
    }

    JsonNode metadata() {
        return event.data().path("metadata");
    }

    /** What the event is about: the task, or else the execution. */
    JsonNode subject() {
        return event.type().isTask() ? task() : execution();
    }

    static @Nullable String text(JsonNode object, String name) {
        return object.path(name).textValue();
    }

    static String text(JsonNode object, String name, String otherwise) {
        return object.path(name).asText(otherwise);
    }

    static Optional<Instant> time(JsonNode object, String name) {
        return EventTimes.of(object.path(name));
    }

    /** The duration that the engine named, or else the one between start and end. */
    static Optional<Long> durationMs(JsonNode object) {
        JsonNode duration = object.path("durationMs");
        if (duration.isIntegralNumber() && duration.canConvertToLong()) {
            return Optional.of(duration.longValue());
        }
        return time(object, "startedAt")
                .flatMap(start -> time(object, "endedAt").map(end -> end.toEpochMilli() - start.toEpochMilli()));
    }

    /** What the engine said about the failure. */
    static @Nullable String errorMessage(JsonNode object) {
        return text(object.path("error"), "message");
    }
}
