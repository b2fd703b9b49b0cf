package dev.hearken.system.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.InboundEvents;
import dev.hearken.format.InboundFormat;
import dev.hearken.format.InvalidEventReason;
import dev.hearken.format.OutputTail;
import dev.hearken.format.outbound.OutboundFormat;
import dev.hearken.language.EventScope;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.WorkflowEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An event as Hearken hears it: read from an engine's own bytes.
 *
 * @param bytes as the engine sent them
 * @param headers of the record that held them
 */
@SuppressWarnings("ArrayRecordComponent")
record Heard(WorkflowEvent event, byte[] bytes, Map<String, String> headers) {
    private static final Path SAMPLES = Path.of("../shared-model/src/test/resources/golden/in");
    private static final Instant RECORD_TIME = Instant.parse("2026-01-02T03:06:00Z");

    /** The sample payload of this name. */
    static ObjectNode sample(String name) {
        try {
            return (ObjectNode) Json.of(Files.readAllBytes(SAMPLES.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events of the sample. */
    static List<Heard> all(String name) {
        return all(sample(name));
    }

    /** The events that an engine's payload is. */
    static List<Heard> all(ObjectNode payload) {
        return all(payload, Map.of());
    }

    /** The events that a payload is when it is posted to the ingest path of a format. */
    static List<Heard> posted(InboundFormat format, ObjectNode payload) {
        return all(payload, Map.of(InboundEvents.FORMAT_HEADER, format.wireName()));
    }

    private static List<Heard> all(ObjectNode payload, Map<String, String> headers) {
        byte[] bytes = Json.bytes(payload);
        return InboundEvents.decode(TenantId.DEFAULT, headers, bytes, RECORD_TIME, Optional.empty())
                .fold(
                        events -> events.stream()
                                .map(event -> new Heard(event, bytes, headers))
                                .toList(),
                        fault -> {
                            throw new AssertionError(fault.toString());
                        });
    }

    /** The first event of the sample. */
    static Heard first(String name) {
        return all(name).get(0);
    }

    /** The first event of the sample after this change. */
    static Heard first(String name, Consumer<ObjectNode> change) {
        ObjectNode payload = sample(name);
        change.accept(payload);
        return all(payload).get(0);
    }

    /** Why the payload is no event. */
    static InvalidEventReason refused(ObjectNode payload) {
        return InboundEvents.decode(TenantId.DEFAULT, Map.of(), Json.bytes(payload), RECORD_TIME, Optional.empty())
                .fold(
                        events -> {
                            throw new AssertionError("is an event: " + payload);
                        },
                        fault -> fault.reason());
    }

    /** An event in Hearken's own form. */
    static Heard cloudEvent(String type, String time, ObjectNode data) {
        ObjectNode envelope =
                Json.object("{'specversion': '1.0', 'id': 'ev-1', 'source': '/engine', 'type': '%s', 'time': '%s'}"
                        .formatted(type, time));
        envelope.set("data", data);
        return all(envelope).get(0);
    }

    /** Its type, literal form. */
    String type() {
        return event.type().wireName();
    }

    /** A value of its data. */
    JsonNode at(String pointer) {
        return event.data().at(pointer);
    }

    EventScope scope() {
        return new EventScope(event, bytes);
    }

    /** The event with only the end of its outputs. */
    Heard tail(int characters) {
        return new Heard(OutputTail.of(event, characters), bytes, headers);
    }

    /** As a listener with this format sends it. */
    JsonNode sentAs(OutboundFormat format) {
        return Json.of(format.render(event).bytes());
    }
}
