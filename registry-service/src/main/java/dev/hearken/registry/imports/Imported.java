package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.FieldError;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What became of a definition.
 *
 * @param listeners definitions of listeners
 * @param notCarriedOver pointers into the definition, and why what they point at is in none of the listeners
 */
record Imported(List<ObjectNode> listeners, List<FieldError> notCarriedOver) {
    private static final Pattern VARIABLE = reference("variables");
    private static final Pattern SECRET = reference("secrets");

    /** Copies the lists. */
    Imported {
        listeners = List.copyOf(listeners);
        notCarriedOver = List.copyOf(notCarriedOver);
    }

    private static Pattern reference(String root) {
        return Pattern.compile("(?<!\\$)\\$\\{\\{\\s*" + root + "\\.([A-Za-z_][A-Za-z0-9_-]*)");
    }

    /** The answer; {@code created} stands for the listeners where they have been created. */
    ObjectNode toJson(List<? extends JsonNode> created) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("listeners").addAll(created);
        var left = json.putArray("notCarriedOver");
        notCarriedOver.forEach(
                field -> left.addObject().put("pointer", field.pointer()).put("reason", field.detail()));
        names(VARIABLE).forEach(json.putArray("variables")::add);
        names(SECRET).forEach(json.putArray("secrets")::add);
        return json;
    }

    private Set<String> names(Pattern reference) {
        Set<String> names = new TreeSet<>();
        listeners.forEach(listener ->
                reference.matcher(listener.toString()).results().forEach(result -> names.add(result.group(1))));
        return names;
    }
}
