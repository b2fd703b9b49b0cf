package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A condition in CEL (the Common Expression Language), type-checked and ready to judge events. Thread-safe.
 *
 * <p>Bounds: {@value #MAX_LENGTH} characters, 32 levels, 10,000 turns of all comprehensions together and
 * {@value ConditionCost#MAX} steps of one evaluation; whatever exceeds them fails.
 */
public final class CompiledCondition {
    /** The longest expression, in characters. */
    public static final int MAX_LENGTH = 4_096;

    private static final int MAX_ISSUES = 3;

    /** How the library begins a message about an evaluation, before an offset and a colon. */
    private static final String LOCATION = "evaluation error at <input>:";

    private final CelRuntime.Program program;

    private CompiledCondition(CelRuntime.Program program) {
        this.program = program;
    }

    /** A condition ready for use, or why there is none. */
    public sealed interface Compilation {
        /** Case analysis; {@code refused} gets a sentence without the field's name. */
        <T> T fold(Function<CompiledCondition, T> compiled, Function<String, T> refused);

        /** The condition can be used. */
        record Compiled(CompiledCondition condition) implements Compilation {
            @Override
            public <T> T fold(Function<CompiledCondition, T> compiled, Function<String, T> refused) {
                return compiled.apply(condition);
            }
        }

        /** The text is no condition; {@code detail} names line and column, both from 1. */
        record Refused(String detail) implements Compilation {
            @Override
            public <T> T fold(Function<CompiledCondition, T> compiled, Function<String, T> refused) {
                return refused.apply(detail);
            }
        }
    }

    /** What a condition says of an event. */
    public sealed interface Result {
        /** Case analysis. */
        <T> T fold(Supplier<T> isTrue, Supplier<T> isFalse, Function<String, T> failed);

        /** It holds. */
        record True() implements Result {
            @Override
            public <T> T fold(Supplier<T> isTrue, Supplier<T> isFalse, Function<String, T> failed) {
                return isTrue.get();
            }
        }

        /** It does not hold. */
        record False() implements Result {
            @Override
            public <T> T fold(Supplier<T> isTrue, Supplier<T> isFalse, Function<String, T> failed) {
                return isFalse.get();
            }
        }

        /** It cannot be judged, such as for metadata that the event lacks, and so does not hold. */
        record Failed(String detail) implements Result {
            @Override
            public <T> T fold(Supplier<T> isTrue, Supplier<T> isFalse, Function<String, T> failed) {
                return failed.apply(detail);
            }
        }
    }

    private static final Result TRUE = new Result.True();
    private static final Result FALSE = new Result.False();

    /**
     * Compiles an expression, and refuses one whose syntax, names or types are wrong, or whose result is no boolean.
     */
    public static Compilation compile(String expression) {
        if (expression.length() > MAX_LENGTH) {
            return new Compilation.Refused("is longer than " + MAX_LENGTH + " characters");
        }
        CelValidationResult checked = CelEnvironment.check(expression);
        if (checked.hasError()) {
            return new Compilation.Refused(issues(checked.getErrors()));
        }
        try {
            return new Compilation.Compiled(new CompiledCondition(CelEnvironment.program(checked.getAst())));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compilation.Refused("cannot be evaluated: " + Shortened.text(String.valueOf(e.getMessage())));
        }
    }

    private static String issues(List<CelIssue> issues) {
        return issues.isEmpty()
                ? "is no CEL expression"
                : issues.stream()
                        .limit(MAX_ISSUES)
                        .map(CompiledCondition::issue)
                        .collect(Collectors.joining("; "));
    }

    private static String issue(CelIssue issue) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int column = Math.max(0, issue.getSourceLocation().getColumn()) + 1;
        return "line " + line + ", column " + column + ": " + Shortened.text(issue.getMessage());
    }

    /** Judges an event. */
    public Result evaluate(EventScope scope, Instant now) {
        ConditionCost cost = new ConditionCost();
        CelValues values = new CelValues(cost);
        try {
            Object result = program.trace(
                    name -> Optional.of(variable(name, scope, now, values)), (node, value) -> cost.add(value));
            if (result instanceof Boolean holds) {
                return holds ? TRUE : FALSE;
            }
            return new Result.Failed("the result is neither true nor false");
        } catch (CelEvaluationException | RuntimeException e) {
            // An event may hold anything, so what the library throws for a value is an answer about the event.
            return new Result.Failed(Shortened.text(detail(e)));
        }
    }

    /** The library's message, or where it is only about a function that failed, what the function said. */
    private static String detail(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean ours = cause instanceof IllegalArgumentException && cause.getMessage() != null;
        String message = String.valueOf(ours ? cause.getMessage() : e.getMessage());
        int end = message.startsWith(LOCATION) ? message.indexOf(": ", LOCATION.length()) : -1;
        return end < 0 ? message : message.substring(end + 2);
    }

    private static Object variable(String name, EventScope scope, Instant now, CelValues values) {
        if (name.equals("now")) {
            return now;
        }
        if (name.equals("erathos")) {
            return new CelErathos(scope.event(), values);
        }
        JsonNode node = scope.value(new VariablePath(List.of(name)));
        return switch (name) {
            case "tasks" -> node.isArray() ? values.canonical(name, node) : List.of();
            case "metadata" -> node.isObject() ? values.of(node) : Map.of();
            default -> values.canonical(name, node);
        };
    }
}
