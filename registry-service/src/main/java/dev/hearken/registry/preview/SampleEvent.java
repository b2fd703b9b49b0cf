package dev.hearken.registry.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.EventJson;
import dev.hearken.format.InboundEvents;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The event of a preview: a structured CloudEvent, whose {@code specversion}, {@code id}, {@code source} and
 * {@code time} may be left out; the format {@code event}, which has the data's fields beside its {@code type}; or a
 * document in an engine's own format. Of several events in one document the first is shown.
 *
 * @param event as the dispatcher would read it
 * @param bytes that it was read from
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one request and is compared nowhere
public record SampleEvent(WorkflowEvent event, byte[] bytes) {
    private static final List<String> ATTRIBUTES = List.of("id", "source", "type", "time");

    /**
     * Reads an event.
     *
     * @throws ProblemException {@link ProblemType#INVALID_EVENT} with the reason
     */
    public static SampleEvent read(TenantId tenant, JsonNode json, Instant now) {
        if (!json.isObject()) {
            throw invalid("must be an object");
        }
        JsonNode document = json.has("type") && !json.has("specversion") ? completed((ObjectNode) json, now) : json;
        byte[] bytes = EventJson.bytes(document);
        return InboundEvents.decode(tenant, Map.of(), bytes, now, Optional.empty())
                .fold(events -> new SampleEvent(events.get(0), bytes), undecodable -> {
                    throw invalid(undecodable.detail());
                });
    }

    private static ObjectNode completed(ObjectNode json, Instant now) {
        ObjectNode event = json.deepCopy();
        if (!event.has("data")) {
            ObjectNode data = json.deepCopy().remove(ATTRIBUTES);
            event.retain(ATTRIBUTES).set("data", data);
        }
        event.put("specversion", "1.0");
        putIfAbsent(event, "id", "preview");
        putIfAbsent(event, "source", "/preview");
        putIfAbsent(event, "time", now.toString());
        return event;
    }

    private static void putIfAbsent(ObjectNode event, String name, String value) {
        if (!event.hasNonNull(name)) {
            event.put(name, value);
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_EVENT, List.of(new FieldError("/event", detail)));
    }
}
