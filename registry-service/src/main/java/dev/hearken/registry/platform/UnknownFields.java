package dev.hearken.registry.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds members of an object that nobody knows: most are misspelled. */
public final class UnknownFields {
    private UnknownFields() {}

    /** A fault for each member with another name than these; none if it is no object. */
    public static List<FieldError> in(JsonNode json, Set<String> known, String detail) {
        List<FieldError> errors = new ArrayList<>();
        json.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                errors.add(new FieldError("/" + FieldError.escape(field), detail));
            }
        });
        return errors;
    }
}
