package dev.hearken.registry.redelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.CompiledSelector;
import dev.hearken.model.event.EventType;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.Listener;
import dev.hearken.registry.ingest.EventTypeCatalog;
import dev.hearken.registry.preview.SampleEvent;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The event that a test sends: the one that was given, or an example of a type that the listener hears. */
@Singleton
class TestEvent {
    private static final String SOURCE = "/hearken/test";

    private final EventTypeCatalog types;
    private final Clock clock;

    TestEvent(EventTypeCatalog types, Clock clock) {
        this.types = types;
        this.clock = clock;
    }

    /**
     * Reads the request {@code {"event": {…}}}, of which the event may be left out.
     *
     * @throws ProblemException {@link ProblemType#INVALID_VALUE}, {@link ProblemType#INVALID_EVENT}
     */
    SampleEvent read(Listener listener, JsonNode request) {
        check(request);
        Instant now = clock.instant();
        JsonNode event = request.hasNonNull("event") ? named(request.get("event")) : example(listener, now);
        return SampleEvent.read(listener.tenant(), event, now);
    }

    private static void check(JsonNode request) {
        List<FieldError> errors = request.isObject()
                ? request.properties().stream()
                        .map(field -> field.getKey())
                        .filter(name -> !name.equals("event"))
                        .map(name -> new FieldError(
                                "/" + name.replace("~", "~0").replace("/", "~1"), "is no field of a test"))
                        .toList()
                : List.of(new FieldError("", "must be an object"));
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_VALUE, errors);
        }
    }

    /** An event without an id gets one of its own, so that no two tests are the same delivery. */
    private static JsonNode named(JsonNode event) {
        return event.isObject() && event.has("type") && !event.hasNonNull("id") && !event.has("specversion")
                ? identified(event.deepCopy())
                : event;
    }

    private static ObjectNode identified(ObjectNode event) {
        return event.put("id", "test-" + UUID.randomUUID())
                .put("source", event.path("source").asText(SOURCE));
    }

    private ObjectNode example(Listener listener, Instant now) {
        Set<EventType> heard =
                CompiledSelector.of(listener.definition().selector()).types();
        EventType type = heard.isEmpty() || heard.contains(EventType.EXECUTION_SUCCEEDED)
                ? EventType.EXECUTION_SUCCEEDED
                : heard.iterator().next();
        ObjectNode event = types.example(type);
        event.put("id", "test-" + UUID.randomUUID()).put("source", SOURCE).put("time", now.toString());
        return event;
    }
}
