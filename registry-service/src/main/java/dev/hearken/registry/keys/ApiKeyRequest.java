package dev.hearken.registry.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.access.ApiKeys.Wish;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.platform.UnknownFields;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code {"name": "ci", "roles": ["editor"], "expiresAt": "2027-01-01T00:00:00Z"}}. */
@Singleton
class ApiKeyRequest {
    private static final Set<String> FIELDS = Set.of("name", "roles", "expiresAt");
    private static final int MAX_NAME = 128;
    private static final int LAST_YEAR = 2100;

    private final Clock clock;

    ApiKeyRequest(Clock clock) {
        this.clock = clock;
    }

    /** @throws ProblemException {@link ProblemType#INVALID_API_KEY} with every fault */
    Wish read(JsonNode body, String createdBy) {
        List<FieldError> errors = new ArrayList<>();
        if (!body.isObject()) {
            errors.add(new FieldError("", "must be an object"));
        }
        errors.addAll(UnknownFields.in(body, FIELDS, "is no field of a key"));
        Wish wish = new Wish(
                name(body.path("name"), errors),
                roles(body.path("roles"), errors),
                expiresAt(body.path("expiresAt"), errors),
                createdBy);
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_API_KEY, errors);
        }
        return wish;
    }

    private static String name(JsonNode name, List<FieldError> errors) {
        String text = name.asText();
        if (!name.isTextual()
                || text.isBlank()
                || text.length() > MAX_NAME
                || text.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError(
                    "/name", "must be a text of 1 to " + MAX_NAME + " characters without control characters"));
        }
        return text;
    }

    private static Set<Role> roles(JsonNode roles, List<FieldError> errors) {
        Set<Role> known = EnumSet.noneOf(Role.class);
        if (!roles.isArray() || roles.isEmpty()) {
            errors.add(new FieldError("/roles", "must be a list of roles, at least one"));
            return known;
        }
        for (int i = 0; i < roles.size(); i++) {
            String pointer = "/roles/" + i;
            Role.of(roles.get(i).asText())
                    .ifPresentOrElse(
                            known::add,
                            () -> errors.add(new FieldError(pointer, "must be viewer, editor, operator or admin")));
        }
        return known;
    }

    private Optional<Instant> expiresAt(JsonNode time, List<FieldError> errors) {
        if (time.isMissingNode() || time.isNull()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime parsed = OffsetDateTime.parse(time.asText());
            if (time.isTextual()
                    && parsed.getYear() < LAST_YEAR
                    && parsed.toInstant().isAfter(clock.instant())) {
                return Optional.of(parsed.toInstant());
            }
        } catch (DateTimeParseException e) {
            // The same fault as a time that has passed.
        }
        errors.add(new FieldError(
                "/expiresAt",
                "must be a time to come before the year " + LAST_YEAR + ", such as 2027-01-01T00:00:00Z"));
        return Optional.empty();
    }
}
