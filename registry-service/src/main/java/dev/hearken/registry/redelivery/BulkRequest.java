package dev.hearken.registry.redelivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.deliverylog.DeadLetterFilter;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Which dead letters are to be sent again: {@code {"listener", "workflow", "reason", "since", "until", "limit",
 * "dryRun"}}, of which none is required.
 *
 * @param limit most of them, 1 to {@value #MAX_LIMIT}
 * @param dryRun whether they are only counted
 */
record BulkRequest(DeadLetterFilter filter, int limit, boolean dryRun) {
    static final int DEFAULT_LIMIT = 1_000;
    static final int MAX_LIMIT = 10_000;

    /**
     * Reads a request.
     *
     * @throws ProblemException {@link ProblemType#INVALID_VALUE} with every field of another form,
     *     {@link ProblemType#INVALID_REQUEST} if a filter has a value that it cannot have
     */
    static BulkRequest read(JsonNode json) {
        List<FieldError> errors = new ArrayList<>();
        MultivaluedMap<String, String> filter = new MultivaluedHashMap<>();
        if (!json.isObject()) {
            errors.add(new FieldError("", "must be an object"));
        }
        json.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (DeadLetterFilter.PARAMETERS.contains(name)) {
                if (value.isTextual()) {
                    filter.putSingle(name, value.textValue());
                } else if (!value.isNull()) {
                    errors.add(new FieldError("/" + name, "must be a string"));
                }
            } else if (name.equals("limit")) {
                if (!value.isIntegralNumber() || !value.canConvertToInt() || !isLimit(value.intValue())) {
                    errors.add(new FieldError("/limit", "must be a whole number from 1 to " + MAX_LIMIT));
                }
            } else if (!name.equals("dryRun")) {
                errors.add(new FieldError(pointer(name), "is no field of this request"));
            } else if (!value.isBoolean()) {
                errors.add(new FieldError("/dryRun", "must be true or false"));
            }
        });
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_VALUE, errors);
        }
        return new BulkRequest(
                DeadLetterFilter.from(filter),
                json.path("limit").asInt(DEFAULT_LIMIT),
                json.path("dryRun").asBoolean());
    }

    private static boolean isLimit(int number) {
        return number >= 1 && number <= MAX_LIMIT;
    }

    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
