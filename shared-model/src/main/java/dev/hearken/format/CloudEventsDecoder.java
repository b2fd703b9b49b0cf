package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.Decoding.Undecodable;
import dev.hearken.model.TenantId;
import dev.hearken.model.WellFormedText;
import dev.hearken.model.event.EventType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0 as the Kafka protocol binding writes them: binary mode ({@code ce_*} headers, the value is the
 * data) and structured mode (content type {@code application/cloudevents+json}, which decides even where {@code ce_*}
 * headers stand beside it). A value with neither is tried as structured mode, because plain producers send no headers.
 */
public final class CloudEventsDecoder {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String SPEC_VERSION = "1.0";

    private final EventRecord record;
    private final Types types;

    private CloudEventsDecoder(EventRecord record, Types types) {
        this.record = record;
        this.types = types;
    }

    /** What becomes of an event by its type. */
    @FunctionalInterface
    private interface Types {
        Decoding decode(
                CloudEvent event, String type, Optional<String> subject, Supplier<Optional<ObjectNode>> dataSource);
    }

    /**
     * Reads one record that must be a CloudEvent.
     *
     * @param tenant whose events the topic carries
     * @param headers the record's headers as text, names in lower case
     * @param value the record's bytes, null for a tombstone
     * @param recordTime used where the event names no time
     */
    public static Decoding decode(
            TenantId tenant, Map<String, String> headers, byte @Nullable [] value, Instant recordTime) {
        return value == null || value.length == 0
                ? new Undecodable(InvalidEventReason.EMPTY, "the record has no value")
                : decode(new EventRecord(tenant, headers, value, recordTime));
    }

    static Decoding decode(EventRecord record) {
        return decode(record, object -> notOne());
    }

    /** Reads a CloudEvent of whatever type. */
    static Decoding decodeAny(EventRecord record) {
        return new CloudEventsDecoder(record, AnyCloudEvent::decode).decode(object -> notOne());
    }

    /** @param otherwise what to do with a value that bears no mark of a CloudEvent, as JSON if it is an object */
    static Decoding decode(EventRecord record, Function<Optional<ObjectNode>, Decoding> otherwise) {
        return new CloudEventsDecoder(record, CloudEventsDecoder::decodeKnown).decode(otherwise);
    }

    private Decoding decode(Function<Optional<ObjectNode>, Decoding> otherwise) {
        Map<String, String> headers = record.headers();
        String contentType = mediaType(headers.getOrDefault("content-type", ""));
        boolean structured = contentType.equals(STRUCTURED);
        if (!structured && headers.containsKey("ce_specversion")) {
            return decode(name -> headers.get("ce_" + name), () -> EventJson.object(record.value()));
        }
        Optional<ObjectNode> envelope = EventJson.object(record.value());
        if ((!structured && !contentType.isEmpty())
                || envelope.isEmpty()
                || !envelope.get().has("specversion")) {
            return structured ? notOne() : otherwise.apply(envelope);
        }
        ObjectNode event = envelope.get();
        return decode(name -> attribute(event.path(name)), () -> data(event));
    }

    /** The answer to a record without any mark of a format. */
    static Undecodable notOne() {
        return new Undecodable(
                InvalidEventReason.NOT_A_CLOUD_EVENT,
                "neither the header ce_specversion nor a JSON object with the member specversion, nor the marks of"
                        + " another format");
    }

    /** The media type without its parameters; upper and lower case do not differ in it (RFC 9110 §8.3.1). */
    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.trim().toLowerCase(Locale.ROOT);
    }

    /** An attribute of a structured event; one that is no string counts as empty, which none may be. */
    private static @Nullable String attribute(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isTextual() ? value.textValue() : "";
    }

    private Decoding decode(Function<String, @Nullable String> attributes, Supplier<Optional<ObjectNode>> dataSource) {
        String id = attributes.apply("id");
        String source = attributes.apply("source");
        String typeName = attributes.apply("type");
        String timeText = attributes.apply("time");
        if (!SPEC_VERSION.equals(attributes.apply("specversion"))) {
            return invalid("specversion must be " + SPEC_VERSION);
        }
        if (id == null || !isAttributeText(id)) {
            return invalid("id must not be empty, nor hold control characters or half of a surrogate pair");
        }
        if (source == null || !isUriReference(source)) {
            return invalid("source must be a URI reference that is not empty");
        }
        if (typeName == null || typeName.isEmpty()) {
            return invalid("type must not be empty");
        }
        Optional<Instant> time = timeText == null ? Optional.of(record.time()) : EventTimes.rfc3339(timeText);
        if (time.isEmpty()) {
            return invalid("time must be an RFC 3339 timestamp");
        }
        CloudEvent event = new CloudEvent(record.tenant(), id, source, time.get());
        return types.decode(event, typeName, Optional.ofNullable(attributes.apply("subject")), dataSource);
    }

    private static Decoding decodeKnown(
            CloudEvent event, String typeName, Optional<String> subject, Supplier<Optional<ObjectNode>> dataSource) {
        Optional<EventType> type = EventType.of(typeName);
        Optional<ServerlessWorkflowType> lifecycle =
                type.isPresent() ? Optional.empty() : ServerlessWorkflowType.of(typeName);
        if (type.isEmpty() && lifecycle.isEmpty()) {
            return new Undecodable(InvalidEventReason.UNKNOWN_TYPE, "the type is none of the event types");
        }
        Optional<ObjectNode> data = dataSource.get();
        if (data.isEmpty()) {
            return noData();
        }
        return lifecycle.isPresent()
                ? ServerlessWorkflowDecoder.decode(event, lifecycle.get(), data.get())
                : decode(event, type.get(), data.get());
    }

    static Undecodable noData() {
        return new Undecodable(InvalidEventReason.NOT_JSON, "the data is no JSON object within the limits");
    }

    private static Decoding decode(CloudEvent event, EventType type, ObjectNode data) {
        return CanonicalData.fault(data, type)
                .<Decoding>map(fault -> new Undecodable(InvalidEventReason.MISSING_FIELD, fault))
                .orElseGet(() -> event.with(type, data));
    }

    private static Undecodable invalid(String detail) {
        return new Undecodable(InvalidEventReason.INVALID_CLOUD_EVENT, detail);
    }

    /** CloudEvents 1.0, type system, String. */
    private static boolean isAttributeText(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isISOControl) && WellFormedText.is(text);
    }

    private static boolean isUriReference(String text) {
        try {
            new URI(text);
            return isAttributeText(text);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The member {@code data} of a structured event, or what {@code data_base64} holds. */
    private static Optional<ObjectNode> data(ObjectNode event) {
        JsonNode base64 = event.path("data_base64");
        if (!base64.isTextual()) {
            return event.get("data") instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        }
        try {
            return EventJson.object(Base64.getDecoder().decode(base64.textValue()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
