package dev.hearken.registry.problem;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One problem.
 *
 * @param type its kind
 * @param status HTTP status, the kind's own except for {@link ProblemType#REQUEST_REFUSED}
 * @param detail what is wrong in this case, a sentence for the caller; absent where the title says all
 * @param errors the faulty fields of the body; empty for every other problem
 * @param headers headers that the answer carries beside its content type, such as {@code Retry-After}
 * @param errorId names the log line of a failure that the caller cannot mend; absent otherwise
 */
public record Problem(
        ProblemType type,
        int status,
        @Nullable String detail,
        List<FieldError> errors,
        Map<String, String> headers,
        @Nullable String errorId) {
    /** Media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Most faulty fields that a problem names, so that no answer is much larger than its request. */
    private static final int MAX_ERRORS = 100;

    /** A problem whose title says all. */
    public static Problem of(ProblemType type) {
        return new Problem(type, type.status(), null, List.of(), Map.of(), null);
    }

    /** A problem with a detail. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, List.of(), Map.of(), null);
    }

    /** A problem with faulty fields, of which the first {@value #MAX_ERRORS} are named and all are counted. */
    public static Problem of(ProblemType type, List<FieldError> errors) {
        String detail = errors.size() == 1 ? "1 field is not valid" : errors.size() + " fields are not valid";
        return new Problem(
                type, type.status(), detail, errors.stream().limit(MAX_ERRORS).toList(), Map.of(), null);
    }

    /** The same problem under another status. */
    Problem withStatus(int other) {
        return new Problem(type, other, detail, errors, headers, errorId);
    }

    /** The same problem with one header more. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, status, detail, errors, Map.copyOf(more), errorId);
    }

    /** The same problem with the id of its log line. */
    Problem withErrorId(String id) {
        return new Problem(type, status, detail, errors, headers, id);
    }

    /**
     * The document.
     *
     * @param instance path of the request, without its query
     */
    public ObjectNode toJson(String instance) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type.type().toString());
        json.put("title", type.title());
        json.put("status", status);
        if (detail != null) {
            json.put("detail", detail);
        }
        json.put("instance", instance);
        if (!errors.isEmpty()) {
            errors.forEach(error -> json.withArray("errors")
                    .addObject()
                    .put("pointer", error.pointer())
                    .put("detail", error.detail()));
        }
        if (errorId != null) {
            json.put("errorId", errorId);
        }
        return json;
    }
}
