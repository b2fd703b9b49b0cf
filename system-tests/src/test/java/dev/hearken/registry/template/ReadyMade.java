package dev.hearken.registry.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The registry's catalog of ready-made listeners, for tests of other packages. */
public final class ReadyMade {
    private ReadyMade() {}

    /** The definition that the template makes of these parameters. */
    public static ObjectNode listener(String template, JsonNode parameters) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.set("parameters", parameters);
        return (ObjectNode) new Templates().fill(template, request);
    }
}
