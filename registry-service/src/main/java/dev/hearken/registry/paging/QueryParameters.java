package dev.hearken.registry.paging;

import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Set;

/** What holds for every parameter of a query. */
public final class QueryParameters {
    private static final int MAX_LENGTH = 256;

    private QueryParameters() {}

    /**
     * Insists on known parameters, each at most once and of printable text.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST}
     */
    public static void check(MultivaluedMap<String, String> query, Set<String> known) {
        query.forEach((parameter, values) -> {
            if (!known.contains(parameter)) {
                throw refused("There is no parameter of this name; there are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
            if (values.size() > 1) {
                throw refused("The parameter '" + parameter + "' stands twice");
            }
            if (values.get(0).length() > MAX_LENGTH || values.get(0).chars().anyMatch(Character::isISOControl)) {
                throw refused("The parameter '" + parameter + "' must have at most " + MAX_LENGTH
                        + " characters and no control characters");
            }
        });
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }
}
