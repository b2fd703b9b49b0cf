package dev.hearken.registry.problem;

import dev.hearken.model.listener.FieldError;
import java.util.List;

/** Ends a request with a problem document. Carries no stack trace: it is an answer, not a failure. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    /** Ends the request with this problem. */
    public ProblemException(Problem problem) {
        super(problem.type().title(), null, false, false);
        this.problem = problem;
    }

    /** Ends the request with a problem of this kind. */
    public ProblemException(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    /** Ends the request because of these fields. */
    public ProblemException(ProblemType type, List<FieldError> errors) {
        this(Problem.of(type, errors));
    }

    /** The answer. */
    public Problem problem() {
        return problem;
    }
}
