package dev.hearken.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A definition that the registry made itself must be one that it takes. */
public final class RegistrableListener {
    private RegistrableListener() {}

    /** Reads the definition as an owner's. */
    public static ListenerDefinition of(JsonNode definition) {
        assertThat(faults(definition)).as(definition.toString()).isEmpty();
        return ListenerJson.read(definition, UnknownFields.IGNORED).fold(valid -> valid, faults -> {
            throw new AssertionError(faults.toString());
        });
    }

    private static List<FieldError> faults(JsonNode definition) {
        return ListenerJson.read(definition, UnknownFields.REFUSED).fold(valid -> List.of(), faults -> faults);
    }
}
