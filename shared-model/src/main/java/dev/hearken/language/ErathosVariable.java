package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hearken.model.event.WorkflowEvent;

/** Erathos' variables, by their names. */
final class ErathosVariable {
    private ErathosVariable() {}

    static JsonNode value(WorkflowEvent event, String name) {
        for (var field : event.data().path("metadata").properties()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }
}
