package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.EventPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mistral's {@code notify} list: a webhook is posted within ten seconds, and 200 and 201 are success. */
final class MistralReader {
    private static final int MAX_URL = 2_048;

    private MistralReader() {}

    static Imported read(SourceFields params) {
        JsonNode list = params.value("notify");
        List<ObjectNode> listeners = new ArrayList<>();
        if (!list.isArray()) {
            params.fault("notify", "must be a list of publishers");
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode publisher = list.get(i);
            String type = publisher.path("type").asText();
            if (type.equals("webhook")) {
                webhook(params.within("notify/" + i, publisher), i, listeners);
            } else {
                params.leave("notify/" + i, publisher.isObject() ? reason(type) : "is no publisher; Mistral skips it");
            }
        }
        if (!listeners.isEmpty()) {
            params.leave(
                    "notify", "holds for one execution: the listeners hear every execution; narrow their selectors");
        }
        params.leaveUnknown();
        return new Imported(listeners, params.left());
    }

    private static String reason(String type) {
        return switch (type) {
            case "noop" -> "does nothing";
            case "" -> "has no type; Mistral skips it";
            default -> "is of a type that Mistral does not ship";
        };
    }

    private static void webhook(SourceFields publisher, int index, List<ObjectNode> listeners) {
        publisher.value("type");
        List<String> events = events(publisher);
        String url = publisher.requiredText("url", MAX_URL).orElse("");
        Map<String, String> headers = headers(publisher);
        publisher.leaveUnknown();
        if (events.isEmpty() && !publisher.value("event_types").isEmpty()) {
            publisher.leave("", "none of its event types exists, so it hears nothing");
            return;
        }
        listeners.add(draft("Mistral webhook " + (index + 1), "POST", TextMapping.literal(url), headers)
                .selector("events", events)
                .json());
    }

    /** A listener that posts as Mistral does. */
    static ListenerDraft draft(String name, String method, String url, Map<String, String> headers) {
        return new ListenerDraft(name)
                .http(method, url, headers)
                .callback("format", "mistral")
                .callback("timeout", "PT10S")
                .successStatus("200", "201");
    }

    static Map<String, String> headers(SourceFields fields) {
        return new TextMapping((field, text) -> TextMapping.literal(text)).values("headers", fields.textMap("headers"));
    }

    private static List<String> events(SourceFields publisher) {
        List<String> written = publisher.texts("event_types");
        List<String> events = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String event = written.get(i);
            if (event.matches("(WORKFLOW|TASK)_[A-Z]+")
                    && !EventPattern.expand(event).isEmpty()) {
                events.add(event);
            } else {
                publisher.leave("event_types/" + i, "is none of Mistral's events");
            }
        }
        return events;
    }
}
