package dev.hearken.registry.platform;

import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers {@code If-Match} and {@code If-None-Match} (RFC 9110 §13.1) against an entity tag, which is the revision
 * in quotes: {@code "4"}.
 */
public final class Precondition {
    private static final String ANY = "*";
    private static final String WEAK = "W/";

    private final List<String> tags;

    private Precondition(List<String> tags) {
        this.tags = tags;
    }

    /** The condition in a header; an absent header holds for everything. */
    public static Precondition of(@Nullable String header) {
        return new Precondition(
                header == null
                        ? List.of(ANY)
                        : Arrays.stream(header.split(",", -1)).map(String::trim).toList());
    }

    /** The entity tag of a revision. */
    public static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * Makes sure that the revision is one of those named; a weak tag never is (strong comparison).
     *
     * @throws ProblemException {@link ProblemType#PRECONDITION_FAILED} if it is not
     */
    public void require(long revision) {
        if (!tags.contains(ANY) && !tags.contains(tag(revision))) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_FAILED,
                    "If-Match does not name the current revision, " + tag(revision) + ": read it again");
        }
    }

    /**
     * Makes sure that a header {@code If-None-Match: *} finds nothing.
     *
     * @throws ProblemException {@link ProblemType#PRECONDITION_FAILED} if it is there and the object exists
     */
    public static void requireAbsent(@Nullable String ifNoneMatch, boolean exists) {
        if (exists && ifNoneMatch != null && of(ifNoneMatch).tags.contains(ANY)) {
            throw new ProblemException(ProblemType.PRECONDITION_FAILED, "If-None-Match: * finds an object that exists");
        }
    }

    /** Whether a header {@code If-None-Match} names the revision (weak comparison), so that nothing need be sent. */
    public static boolean isKnown(@Nullable String ifNoneMatch, long revision) {
        return ifNoneMatch != null
                && of(ifNoneMatch).tags.stream()
                        .map(tag -> tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag)
                        .anyMatch(tag -> tag.equals(ANY) || tag.equals(tag(revision)));
    }
}
