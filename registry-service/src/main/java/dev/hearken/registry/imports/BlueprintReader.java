package dev.hearken.registry.imports;

import dev.hearken.language.EventPattern;
import dev.hearken.model.event.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The listener of Mistral's blueprint: a workbook, categories of events, and a callback object. */
final class BlueprintReader {
    private static final int MAX_TEXT = 2_048;
    private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "GET", "DELETE");
    private static final List<String> CATEGORIES = List.of("EXECUTION", "TASK");

    private BlueprintReader() {}

    static Imported read(SourceFields listener) {
        List<String> workbook = listener.text("workbook", 256).map(List::of).orElseGet(List::of);
        List<String> categories = listener.texts("event_types");
        for (int i = 0; i < categories.size(); i++) {
            if (!CATEGORIES.contains(categories.get(i))) {
                listener.fault("event_types/" + i, "must be one of " + CATEGORIES);
            }
        }
        SourceFields callback = listener.within("callback", listener.value("callback"));
        callback.choice("type", List.of("webhook", "http"));
        List<String> events = events(callback, categories);
        String method = callback.choice("method", METHODS);
        String url = callback.requiredText("url", MAX_TEXT).orElse("");
        Map<String, String> headers = MistralReader.headers(callback);
        callback.leaveUnknown();
        listener.leaveUnknown();
        ListenerDraft draft = MistralReader.draft(
                        workbook.isEmpty() ? "Mistral callback" : "Mistral callback of " + workbook.get(0),
                        method,
                        TextMapping.literal(url),
                        headers)
                .selector("events", events.isEmpty() ? categories : events)
                .selector("workbooks", workbook);
        return new Imported(List.of(draft.json()), listener.left());
    }

    /** The callback's own events, as far as they are of one of the categories. */
    private static List<String> events(SourceFields callback, List<String> categories) {
        Set<EventType> wanted = EnumSet.noneOf(EventType.class);
        categories.forEach(category -> wanted.addAll(EventPattern.expand(category)));
        List<String> written = callback.texts("events");
        List<String> events = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Set<EventType> types = EventPattern.expand(written.get(i));
            if (types.isEmpty()) {
                callback.fault("events/" + i, "is no event that is known");
            } else if (!categories.isEmpty() && Collections.disjoint(types, wanted)) {
                callback.leave("events/" + i, "is of none of the event types that are listened to");
            } else {
                events.add(written.get(i));
            }
        }
        if (events.isEmpty() && !written.isEmpty()) {
            callback.fault("events", "name nothing that would ever be heard");
        }
        return events;
    }
}
