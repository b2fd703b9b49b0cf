package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A system whose definitions can be read; its literal form stands in the path. */
enum SourceSystem {
    /** The create-webhook body. */
    ERATHOS,
    /** The HTTP task of a plan. */
    TRIFACTA,
    /** The {@code notify} list; a document with {@code callback} instead is read as the blueprint's. */
    MISTRAL,
    /** The callback object of Mistral's blueprint. */
    BLUEPRINT;

    /** The system with this literal form. */
    static Optional<SourceSystem> of(String wireName) {
        return Arrays.stream(values())
                .filter(system -> system.name().toLowerCase(Locale.ROOT).equals(wireName))
                .findFirst();
    }

    /**
     * Reads a definition.
     *
     * @throws ProblemException {@link ProblemType#INVALID_IMPORT} with every fault, the pointers into the definition
     */
    Imported read(JsonNode definition) {
        SourceFields fields = SourceFields.of(definition);
        Imported imported = switch (this) {
            case ERATHOS -> ErathosReader.read(fields);
            case TRIFACTA -> TrifactaReader.read(fields);
            case MISTRAL ->
                definition.has("callback") && !definition.has("notify")
                        ? BlueprintReader.read(fields)
                        : MistralReader.read(fields);
            case BLUEPRINT -> BlueprintReader.read(fields);
        };
        if (!fields.faults().isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_IMPORT, fields.faults());
        }
        return imported;
    }
}
