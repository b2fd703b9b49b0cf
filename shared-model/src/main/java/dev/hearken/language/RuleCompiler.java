package dev.hearken.language;

import dev.hearken.language.CompiledRule.Compilation;
import dev.hearken.model.listener.Rule;
import dev.hearken.model.listener.Rule.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns rules into {@link CompiledRule}s, or says which field of one makes no sense. */
final class RuleCompiler {
    private RuleCompiler() {}

    static Compilation compile(Rule rule) {
        Optional<Variable> variable = Variable.of(rule.variable());
        if (variable.isEmpty()) {
            return new Compilation.Refused(
                    "variable",
                    "names no variable: a path begins with event, workflow, execution, task, tasks, metadata, raw or"
                            + " erathos, and startedAt, endedAt, now and Erathos' variables stand alone");
        }
        return compile(rule, variable.get());
    }

    private static Compilation compile(Rule rule, Variable variable) {
        VariableType type = variable.type();
        Operation operation = rule.operation();
        if (!type.operations().contains(operation)) {
            String allowed = type.operations().stream().map(Enum::name).collect(Collectors.joining(", "));
            return new Compilation.Refused(
                    "operation",
                    "does not fit " + type + ", which " + rule.variable() + " is; possible are " + allowed);
        }
        if (rule.zone() != null && !variable.takesZone()) {
            return new Compilation.Refused(
                    "zone", "has a meaning only for the date, time or weekday of an instant, such as endedAt.time");
        }
        if (operation == Operation.MATCHES) {
            return LinearPattern.compile(rule.values().get(0))
                    .fold(
                            pattern -> new Compilation.Compiled(new CompiledRule(rule, variable, List.of(), pattern)),
                            detail -> new Compilation.Refused("value", detail));
        }
        return values(rule, variable);
    }

    private static Compilation values(Rule rule, Variable variable) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < rule.values().size(); i++) {
            Object value = variable.type().parse(rule.values().get(i));
            if (value == null) {
                return new Compilation.Refused(
                        rule.operation().takesList() ? "value/" + i : "value",
                        "must be " + variable.type().form());
            }
            if (value instanceof UntypedValue untyped && isComparison(rule.operation()) && !untyped.hasOrder()) {
                return new Compilation.Refused(
                        "value", "must be a number, an instant, a date or a time of day for " + rule.operation());
            }
            values.add(value);
        }
        return new Compilation.Compiled(new CompiledRule(rule, variable, values, null));
    }

    private static boolean isComparison(Operation operation) {
        return VariableType.TIME.operations().contains(operation) && !operation.takesNoValue();
    }
}
