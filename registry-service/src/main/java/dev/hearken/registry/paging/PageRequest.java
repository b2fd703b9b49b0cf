package dev.hearken.registry.paging;

import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit most items of the page, 1 to 200
 * @param after the id after which the page begins; absent for the first page
 */
public record PageRequest(int limit, Optional<String> after) {
    /** Items of a page when nothing is asked for. */
    public static final int DEFAULT_LIMIT = 50;

    /** The parameters of a list that has no filters. */
    public static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    /** Most items of a page. */
    public static final int MAX_LIMIT = 200;

    /**
     * Reads the query parameter {@code limit}.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST} if it is no whole number from 1 to 200
     */
    public static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw new ProblemException(
                ProblemType.INVALID_REQUEST, "The parameter 'limit' must be a whole number from 1 to " + MAX_LIMIT);
    }
}
