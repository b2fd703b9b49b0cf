package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.problem.ProblemException;
import java.util.List;

/**
 * What the registry reads in another system's definition, for tests of other packages.
 *
 * @param listeners definitions, as the registry answers them
 * @param notCarriedOver pointers to what is in none of them
 */
public record ImportedDefinition(List<ObjectNode> listeners, List<String> notCarriedOver) {
    /** Reads a definition of a system, literal form as in the path of the API. */
    public static ImportedDefinition of(String system, JsonNode definition) {
        Imported imported = SourceSystem.of(system).orElseThrow().read(definition);
        return new ImportedDefinition(
                imported.listeners(),
                imported.notCarriedOver().stream().map(FieldError::pointer).toList());
    }

    /** Pointers to what is wrong with a definition; none if it is read. */
    public static List<String> faults(String system, JsonNode definition) {
        try {
            SourceSystem.of(system).orElseThrow().read(definition);
            return List.of();
        } catch (ProblemException e) {
            return e.problem().errors().stream().map(FieldError::pointer).toList();
        }
    }

    /** The only listener. */
    public ObjectNode listener() {
        if (listeners.size() != 1) {
            throw new AssertionError(listeners.size() + " listeners");
        }
        return listeners.get(0);
    }
}
