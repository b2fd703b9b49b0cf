package dev.hearken.registry.audit;

import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which entries a list shows; an absent part lets all pass.
 *
 * @param actor who acted
 * @param action what was done
 * @param kind kind of the object
 * @param id id of the object
 * @param since earliest time
 * @param until time before which it was
 */
record AuditFilter(
        Optional<String> actor,
        Optional<AuditAction> action,
        Optional<String> kind,
        Optional<String> id,
        Optional<Instant> since,
        Optional<Instant> until) {
    private static final Set<String> PARAMETERS =
            Set.of("actor", "action", "kind", "id", "since", "until", "limit", "cursor");
    private static final int MAX_LENGTH = 256;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    /**
     * Reads the query.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST} if a parameter is unknown, stands twice or has a
     *     value that it cannot have
     */
    static AuditFilter from(MultivaluedMap<String, String> query) {
        query.forEach(AuditFilter::check);
        return new AuditFilter(
                text(query, "actor"),
                text(query, "action").map(AuditFilter::action),
                text(query, "kind"),
                text(query, "id"),
                text(query, "since").map(text -> time("since", text)),
                text(query, "until").map(text -> time("until", text)));
    }

    private static void check(String parameter, List<String> values) {
        if (!PARAMETERS.contains(parameter)) {
            throw refused("There is no parameter of this name; there are "
                    + PARAMETERS.stream().sorted().collect(Collectors.joining(", ")));
        }
        if (values.size() > 1) {
            throw refused("The parameter '" + parameter + "' stands twice");
        }
        if (values.get(0).length() > MAX_LENGTH || values.get(0).chars().anyMatch(Character::isISOControl)) {
            throw refused("The parameter '" + parameter + "' must have at most " + MAX_LENGTH
                    + " characters and no control characters");
        }
    }

    private static Optional<String> text(MultivaluedMap<String, String> query, String parameter) {
        return Optional.ofNullable(query.getFirst(parameter));
    }

    private static AuditAction action(String text) {
        return AuditAction.of(text)
                .orElseThrow(() -> refused("The parameter 'action' must be an action such as created or deleted"));
    }

    private static Instant time(String parameter, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= FIRST_YEAR && time.getYear() < LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeParseException e) {
            // The same answer as for a time that nothing can have happened at.
        }
        throw refused("The parameter '" + parameter + "' must be a time such as 2026-01-07T02:15:00Z");
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    /** A text that is the same for the same filter and differs between different ones. */
    String canonical() {
        // No value can hold a line break.
        return "audit\n" + actor.orElse("") + '\n'
                + action.map(AuditAction::wireName).orElse("") + '\n'
                + kind.orElse("") + '\n' + id.orElse("") + '\n'
                + since.map(Instant::toString).orElse("") + '\n'
                + until.map(Instant::toString).orElse("");
    }
}
