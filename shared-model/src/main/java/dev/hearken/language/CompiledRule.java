package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.Rule;
import dev.hearken.model.listener.Rule.Operation;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A {@link Rule} made ready to judge events: its values are parsed. Thread-safe. */
public final class CompiledRule {
    private final Rule rule;
    private final Variable variable;
    private final ZoneId zone;
    private final Object[] values;
    private final @Nullable LinearPattern pattern;

    CompiledRule(Rule rule, Variable variable, List<Object> values, @Nullable LinearPattern pattern) {
        this.rule = rule;
        this.variable = variable;
        this.zone = rule.zone() == null ? ZoneOffset.UTC : rule.zone();
        this.values = values.toArray();
        this.pattern = pattern;
    }

    /** A rule ready for use, or why there is none. */
    public sealed interface Compilation {
        /** Case analysis; {@code refused} gets the rule's field at fault and a sentence without the field's name. */
        <T> T fold(Function<CompiledRule, T> compiled, BiFunction<String, String, T> refused);

        /** The rule can be used. */
        record Compiled(CompiledRule rule) implements Compilation {
            @Override
            public <T> T fold(Function<CompiledRule, T> compiled, BiFunction<String, String, T> refused) {
                return compiled.apply(rule);
            }
        }

        /**
         * The rule makes no sense.
         *
         * @param field relative to the rule, such as {@code operation} or {@code value/3}
         * @param detail one sentence for the owner, without the field's name
         */
        record Refused(String field, String detail) implements Compilation {
            @Override
            public <T> T fold(Function<CompiledRule, T> compiled, BiFunction<String, String, T> refused) {
                return refused.apply(field, detail);
            }
        }
    }

    /**
     * Compiles a rule, and refuses one whose operation or value does not fit the variable's type where that is known.
     */
    public static Compilation compile(Rule rule) {
        return RuleCompiler.compile(rule);
    }

    /** Whether the rule holds for the event; false if the event lacks the variable, {@code NOT_EXISTS} aside. */
    public boolean holds(EventScope scope, Instant now) {
        JsonNode node = variable.node(scope, now);
        boolean exists = !node.isMissingNode() && !node.isNull();
        if (rule.operation().takesNoValue()) {
            return exists == (rule.operation() == Operation.EXISTS);
        }
        Object actual = exists ? variable.read(node, zone) : null;
        return actual != null && judge(actual);
    }

    private boolean judge(Object actual) {
        return switch (rule.operation()) {
            case EQUAL, IN -> isScalar(actual) && equalsAny(actual);
            case NOT_EQUAL, NOT_IN -> isScalar(actual) && !equalsAny(actual);
            case STARTS_WITH -> isScalar(actual) && text(actual).startsWith(text(values[0]));
            case ENDS_WITH -> isScalar(actual) && text(actual).endsWith(text(values[0]));
            case CONTAINS -> isScalar(actual) && text(actual).contains(text(values[0]));
            case MATCHES -> pattern != null && isScalar(actual) && pattern.find(text(actual));
            case LESS_THAN -> compares(actual, order -> order < 0);
            case LESS_OR_EQUAL -> compares(actual, order -> order <= 0);
            case GREATER_THAN -> compares(actual, order -> order > 0);
            case GREATER_OR_EQUAL -> compares(actual, order -> order >= 0);
            case EXISTS -> true;
            case NOT_EXISTS -> false;
        };
    }

    private boolean equalsAny(Object actual) {
        for (Object value : values) {
            if (value instanceof UntypedValue untyped
                    ? untyped.equalTo((JsonNode) actual)
                    : order(actual, value) == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean compares(Object actual, IntPredicate wanted) {
        if (values[0] instanceof UntypedValue untyped) {
            var order = untyped.compare((JsonNode) actual);
            return order.isPresent() && wanted.test(order.getAsInt());
        }
        return wanted.test(order(actual, values[0]));
    }

    /** Both were read by the same {@link VariableType} and so are of one class. */
    @SuppressWarnings("unchecked")
    private static int order(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    private static boolean isScalar(Object actual) {
        return !(actual instanceof JsonNode node) || node.isValueNode();
    }

    private static String text(Object value) {
        return value instanceof JsonNode node
                ? node.isValueNode() ? node.asText() : node.toString()
                : value instanceof UntypedValue untyped ? untyped.text() : value.toString();
    }

    /**
     * The rule and the event's own value in one line, such as {@code metadata.rows is 0, GREATER_THAN 0 does not hold}.
     */
    public String explain(EventScope scope, Instant now) {
        JsonNode node = variable.node(scope, now);
        String is;
        if (node.isMissingNode()) {
            is = " is absent, ";
        } else {
            Object actual = node.isNull() ? null : variable.read(node, zone);
            is = " is " + Shortened.text(actual == null ? node.toString() : text(actual)) + ", ";
        }
        String wanted = rule.values().isEmpty()
                ? ""
                : " "
                        + Shortened.text(
                                rule.operation().takesList()
                                        ? rule.values().toString()
                                        : rule.values().get(0));
        String in = rule.zone() == null ? "" : " in " + rule.zone();
        return rule.variable()
                + in
                + is
                + rule.operation()
                + wanted
                + (holds(scope, now) ? " holds" : " does not hold");
    }
}
