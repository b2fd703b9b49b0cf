package dev.hearken.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.Decoding.Undecodable;
import dev.hearken.model.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record in whatever format it is. What decides, in this order:
 *
 * <ol>
 *   <li>the record's header {@value #FORMAT_HEADER}
 *   <li>the format that is configured for its topic
 *   <li>the marks of a CloudEvent, whose type tells the event types from Serverless Workflow's
 *   <li>the member {@code schema} of Factotum's updates
 *   <li>a shape that no other engine has: {@code workflow_name}, {@code state} and {@code event} for Mistral,
 *       {@code workflowId}, {@code workflowType} or {@code workflowName}, and {@code status} for Conductor
 * </ol>
 *
 * <p>Never throws, whatever the bytes are.
 */
public final class InboundEvents {
    /** Names the format of a record by its wire name, whatever is configured for the topic. */
    public static final String FORMAT_HEADER = "hearken-format";

    private InboundEvents() {}

    /**
     * Reads one record.
     *
     * @param tenant whose events the topic carries
     * @param headers the record's headers as text, names in lower case
     * @param value the record's bytes, null for a tombstone
     * @param recordTime used where the event names no time
     * @param configured the format of the topic, if all of its records are of one
     */
    public static Decoding decode(
            TenantId tenant,
            Map<String, String> headers,
            byte @Nullable [] value,
            Instant recordTime,
            Optional<InboundFormat> configured) {
        if (value == null || value.length == 0) {
            return new Undecodable(InvalidEventReason.EMPTY, "the record has no value");
        }
        EventRecord record = new EventRecord(tenant, headers, value, recordTime);
        String named = headers.get(FORMAT_HEADER);
        if (named != null) {
            return InboundFormat.of(named)
                    .map(format -> decode(format, record))
                    .orElseGet(() -> new Undecodable(
                            InvalidEventReason.UNKNOWN_FORMAT, "the header " + FORMAT_HEADER + " names no format"));
        }
        return configured.isPresent()
                ? decode(configured.get(), record)
                : CloudEventsDecoder.decode(record, object -> byShape(object, record));
    }

    private static Decoding decode(InboundFormat format, EventRecord record) {
        return switch (format) {
            case CLOUDEVENTS, SERVERLESS_WORKFLOW -> CloudEventsDecoder.decode(record);
            case ANY_CLOUDEVENTS -> CloudEventsDecoder.decodeAny(record);
            case FACTOTUM -> record.json(json -> FactotumDecoder.decode(record, json));
            case MISTRAL -> record.json(json -> MistralDecoder.decode(record, json));
            case CONDUCTOR -> record.json(json -> ConductorDecoder.decode(record, json));
        };
    }

    private static Decoding byShape(Optional<ObjectNode> object, EventRecord record) {
        if (object.isPresent()) {
            ObjectNode json = object.get();
            if (FactotumDecoder.recognises(json)) {
                return FactotumDecoder.decode(record, json);
            }
            if (MistralDecoder.recognises(json)) {
                return MistralDecoder.decode(record, json);
            }
            if (ConductorDecoder.recognises(json)) {
                return ConductorDecoder.decode(record, json);
            }
        }
        return CloudEventsDecoder.notOne();
    }
}
