package dev.hearken.format.outbound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.EventJson;
import dev.hearken.model.WellFormedText;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as a CloudEvent 1.0. Its type is one of the event types, also where the engine sent another; {@code subject}
 * is the execution's id.
 */
final class CloudEventBody {
    private static final String JSON = "application/json";
    private static final String HEX = "0123456789ABCDEF";

    private CloudEventBody() {}

    static OutboundBody binary(WorkflowEvent event) {
        Map<String, String> headers = new LinkedHashMap<>();
        attributes(event).forEach((name, value) -> headers.put("ce-" + name, headerValue(value)));
        return new OutboundBody(JSON, EventJson.bytes(event.data()), headers);
    }

    static OutboundBody structured(WorkflowEvent event) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        attributes(event).forEach(body::put);
        body.put("datacontenttype", JSON);
        body.set("data", event.data());
        return OutboundBody.of("application/cloudevents+json", EventJson.bytes(body));
    }

    private static Map<String, String> attributes(WorkflowEvent event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", event.id());
        attributes.put("source", event.source());
        attributes.put("type", event.type().wireName());
        attributes.put("time", event.time().toString());
        if (isAttributeText(event.executionId())) {
            attributes.put("subject", event.executionId());
        }
        return attributes;
    }

    /** CloudEvents 1.0, type system, String; an id in the data may be anything. */
    private static boolean isAttributeText(String text) {
        return text.chars().noneMatch(Character::isISOControl) && WellFormedText.is(text);
    }

    /** HTTP binding 1.0.2 §3.1.3.2: all but visible ASCII, and of that {@code "} and {@code %}, is percent-encoded. */
    private static String headerValue(String text) {
        StringBuilder value = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7F && octet != '"' && octet != '%') {
                value.append((char) octet);
            } else {
                value.append('%').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
            }
        }
        return value.toString();
    }
}
