package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listener as the API shows it: its definition's normal form, and what Hearken adds. */
final class ListenerView {
    /** The fields that Hearken sets. */
    static final Set<String> READ_ONLY =
            Set.of("id", "revision", "state", "createdAt", "updatedAt", "createdBy", "source");

    private static final String REVISION_COMES_AFTER = "labels";

    private ListenerView() {}

    static ObjectNode of(RegisteredListener registered) {
        Listener listener = registered.listener();
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("id", listener.id().value());
        ListenerJson.write(listener.definition()).properties().forEach(field -> {
            view.set(field.getKey(), field.getValue());
            if (field.getKey().equals(REVISION_COMES_AFTER)) {
                view.put("revision", listener.revision());
            }
        });
        ObjectNode state = view.putObject("state")
                .put("health", registered.health().wireName())
                .put("reason", registered.reason().orElse(null))
                .put("since", registered.since().toString());
        state.set("conditionError", conditionError(registered));
        view.put("createdAt", registered.createdAt().toString());
        view.put("updatedAt", registered.updatedAt().toString());
        view.put("createdBy", registered.createdBy());
        view.put("source", registered.fromFile() ? "file" : "api");
        return view;
    }

    private static @Nullable ObjectNode conditionError(RegisteredListener registered) {
        return registered
                .conditionError()
                .map(error -> JsonNodeFactory.instance
                        .objectNode()
                        .put("detail", error.detail())
                        .put("at", error.at().toString()))
                .orElse(null);
    }
}
