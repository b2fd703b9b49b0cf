package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.platform.UnknownFields;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an owner says about the rotation of a signing secret: {@code {"overlap": "PT24H"}}.
 *
 * @param overlap how long the old secret signs beside the new one, PT0S to P7D
 */
record SecretRotation(Duration overlap) {
    /** Where the owner says nothing, and where a change of scheme replaces a key. */
    static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    private static final String OVERLAP = "overlap";
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MAX_TEXT = 40;

    /** @throws ProblemException {@link ProblemType#INVALID_VALUE} with every fault */
    static SecretRotation read(JsonNode json) {
        List<FieldError> errors = new ArrayList<>();
        Duration overlap = DEFAULT_OVERLAP;
        if (!json.isObject()) {
            errors.add(new FieldError("", "must be a JSON object"));
        }
        errors.addAll(UnknownFields.in(json, Set.of(OVERLAP), "is no field of a rotation"));
        if (json.hasNonNull(OVERLAP)) {
            overlap = duration(json.get(OVERLAP), errors);
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_VALUE, errors);
        }
        return new SecretRotation(overlap);
    }

    private static Duration duration(JsonNode json, List<FieldError> errors) {
        try {
            String text = json.isTextual() ? json.textValue() : "";
            Duration duration = Duration.parse(text.substring(0, Math.min(text.length(), MAX_TEXT)));
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        errors.add(new FieldError("/" + OVERLAP, "must be an ISO 8601 duration from PT0S to P7D, such as \"PT24H\""));
        return DEFAULT_OVERLAP;
    }
}
