package dev.hearken.registry.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.FieldError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of a request, and what is wrong with them. A faulty one is taken for absent. */
final class ReplayFields {
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    private final JsonNode body;
    private final List<FieldError> errors;

    ReplayFields(JsonNode body, Set<String> known, List<FieldError> errors) {
        this.body = body;
        this.errors = errors;
        if (!body.isObject()) {
            errors.add(new FieldError("", "must be an object"));
        }
        body.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                refuse(field.replace("~", "~0").replace("/", "~1"), "is no field of a replay");
            }
        });
    }

    void require(String field) {
        if (!body.hasNonNull(field)) {
            refuse(field, "is required");
        }
    }

    Optional<String> listener() {
        return text("listenerId", "must be a listener's id");
    }

    Which which() {
        String detail = "must be failed, missing or all";
        return text("which", detail)
                .flatMap(text -> {
                    Optional<Which> which = Which.of(text);
                    if (which.isEmpty()) {
                        refuse("which", detail);
                    }
                    return which;
                })
                .orElse(Which.ALL);
    }

    Optional<Instant> time(String field) {
        String detail = "must be a time from 2000 to 2100 such as 2026-01-07T02:14:27Z";
        return text(field, detail).flatMap(text -> {
            try {
                Instant time = OffsetDateTime.parse(text).toInstant();
                if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                    return Optional.of(time);
                }
            } catch (DateTimeException e) {
                // The same fault as a time out of bounds.
            }
            refuse(field, detail);
            return Optional.empty();
        });
    }

    boolean flag(String field) {
        if (body.hasNonNull(field) && !body.get(field).isBoolean()) {
            refuse(field, "must be true or false");
        }
        return body.path(field).asBoolean(false);
    }

    int rate(int usual, int most) {
        if (!body.hasNonNull("rate")) {
            return Math.min(usual, most);
        }
        JsonNode rate = body.get("rate");
        if (!rate.isIntegralNumber() || !rate.canConvertToInt() || rate.intValue() < 1 || rate.intValue() > most) {
            refuse("rate", "must be a whole number of deliveries per second from 1 to " + most);
        }
        return rate.intValue();
    }

    private Optional<String> text(String field, String detail) {
        if (!body.hasNonNull(field)) {
            return Optional.empty();
        }
        if (!body.get(field).isTextual()) {
            refuse(field, detail);
            return Optional.empty();
        }
        return Optional.of(body.get(field).textValue());
    }

    private void refuse(String field, String detail) {
        errors.add(new FieldError("/" + field, detail));
    }
}
