package dev.hearken.language;

import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.QuietWindow;
import dev.hearken.model.listener.QuietWindow.Then;
import dev.hearken.model.listener.Rule;
import dev.hearken.model.listener.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything in a definition that decides whether an event makes the listener fire, made ready to judge events: in this
 * order the selector, the rules, the condition, the quiet windows. Thread-safe; where there is a selector only, judging
 * allocates nothing.
 */
public final class Trigger {
    private static final Decision FIRES = new Decision.Fires();
    private static final Decision IGNORES = new Decision.Ignores(Optional.empty());

    private static final CompiledRule[] NO_RULES = {};

    private final Parts parts;
    private final CompiledSelector selector;
    private final CompiledRule[] rules;
    private final @Nullable CompiledCondition condition;
    private final @Nullable QuietTimes quietTimes;

    /** The parts of a definition that it was made from. */
    private record Parts(
            Selector selector, List<Rule> rules, @Nullable String condition, List<QuietWindow> quietWindows) {}

    private Trigger(Parts parts) {
        this.parts = parts;
        this.selector = CompiledSelector.of(parts.selector);
        this.rules = parts.rules.isEmpty()
                ? NO_RULES
                : parts.rules.stream().map(Trigger::compiled).toArray(CompiledRule[]::new);
        this.condition = parts.condition == null ? null : compiled(parts.condition);
        this.quietTimes = parts.quietWindows.isEmpty() ? null : QuietTimes.of(parts.quietWindows);
    }

    /**
     * Compiles.
     *
     * @throws IllegalArgumentException if {@link dev.hearken.model.listener.ListenerJson} would have refused the
     *     definition for a rule or its condition
     */
    public static Trigger of(ListenerDefinition definition) {
        return new Trigger(new Parts(
                definition.selector(), definition.rules(), definition.condition(), definition.quietWindows()));
    }

    private static CompiledRule compiled(Rule rule) {
        return CompiledRule.compile(rule).fold(compiled -> compiled, (field, detail) -> {
            throw new IllegalArgumentException(field + " " + detail);
        });
    }

    private static CompiledCondition compiled(String expression) {
        return CompiledCondition.compile(expression).fold(compiled -> compiled, detail -> {
            throw new IllegalArgumentException("condition " + detail);
        });
    }

    /** What becomes of an event. */
    public sealed interface Decision {
        /**
         * Case analysis; {@code ignores} gets why the condition could not be judged, empty if that was not the reason.
         */
        <T> T fold(Supplier<T> fires, Function<Instant, T> holds, Function<Optional<String>, T> ignores);

        /** A callback is due now. */
        record Fires() implements Decision {
            @Override
            public <T> T fold(Supplier<T> fires, Function<Instant, T> holds, Function<Optional<String>, T> ignores) {
                return fires.get();
            }
        }

        /**
         * A callback is due when the quiet window ends.
         *
         * @param until the first moment outside all windows that hold
         */
        record Holds(Instant until) implements Decision {
            @Override
            public <T> T fold(Supplier<T> fires, Function<Instant, T> holds, Function<Optional<String>, T> ignores) {
                return holds.apply(until);
            }
        }

        /**
         * No callback.
         *
         * @param conditionError why the condition could not be judged; empty if that was not the reason
         */
        record Ignores(Optional<String> conditionError) implements Decision {
            @Override
            public <T> T fold(Supplier<T> fires, Function<Instant, T> holds, Function<Optional<String>, T> ignores) {
                return ignores.apply(conditionError);
            }
        }
    }

    /**
     * One part of an explanation.
     *
     * @param part the field of the definition, such as {@code selector.workflows}, {@code rules[0]}, {@code condition}
     * @param holds whether it lets the event pass
     * @param detail one line with the event's own value
     */
    public record Line(String part, boolean holds, String detail) {}

    /** The selector, for finding the listener by what it selects. */
    public CompiledSelector selector() {
        return selector;
    }

    /**
     * Decides.
     *
     * @param now the time at which a callback would go out; a window that drops looks at the event's own time instead,
     *     so that an event that comes again is decided alike
     */
    public Decision decide(EventScope scope, Instant now) {
        return selector.matches(scope.event()) ? decideSelected(scope, now) : IGNORES;
    }

    /** Decides about an event that the selector is known to match. */
    public Decision decideSelected(EventScope scope, Instant now) {
        for (CompiledRule rule : rules) {
            if (!rule.holds(scope, now)) {
                return IGNORES;
            }
        }
        CompiledCondition known = condition;
        return known == null
                ? decideByTime(scope, now)
                : known.evaluate(scope, now)
                        .fold(
                                () -> decideByTime(scope, now),
                                () -> IGNORES,
                                error -> new Decision.Ignores(Optional.of(error)));
    }

    /** The first moment outside all windows that hold; empty if none holds now. */
    public Optional<Instant> heldUntil(Instant now) {
        QuietTimes quiet = quietTimes;
        return quiet == null ? Optional.empty() : quiet.holdsUntil(now);
    }

    private Decision decideByTime(EventScope scope, Instant now) {
        QuietTimes quiet = quietTimes;
        if (quiet == null) {
            return FIRES;
        }
        return quiet.drops(scope.event().time())
                ? IGNORES
                : quiet.holdsUntil(now).<Decision>map(Decision.Holds::new).orElse(FIRES);
    }

    /** Says for every selector field, every rule, the condition and every quiet window whether and why it lets pass. */
    public List<Line> explain(EventScope scope, Instant now) {
        List<Line> lines = new ArrayList<>(SelectorExplanation.of(parts.selector, scope.event()));
        for (int i = 0; i < rules.length; i++) {
            lines.add(new Line("rules[" + i + "]", rules[i].holds(scope, now), rules[i].explain(scope, now)));
        }
        CompiledCondition known = condition;
        if (known != null) {
            lines.add(known.evaluate(scope, now)
                    .fold(
                            () -> new Line("condition", true, "is true"),
                            () -> new Line("condition", false, "is false"),
                            error -> new Line("condition", false, "cannot be judged: " + error)));
        }
        for (int i = 0; i < parts.quietWindows.size(); i++) {
            lines.add(quietWindow(i, scope.event().time(), now));
        }
        return List.copyOf(lines);
    }

    private Line quietWindow(int index, Instant eventTime, Instant now) {
        var window = parts.quietWindows.get(index);
        boolean drop = window.then() == Then.DROP;
        Instant moment = drop ? eventTime : now;
        Instant end = QuietTimes.end(window, moment);
        String clock = (drop ? "the event's time is " : "now is ")
                + moment.atZone(window.zone()).toOffsetDateTime();
        String detail = clock
                + (end == null ? ", outside the window" : drop ? ", in the window" : ", in the window until " + end);
        return new Line("quietWindows[" + index + "]", end == null, detail);
    }

    /** Whether it was made from equal parts, and so decides alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Trigger trigger && parts.equals(trigger.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }
}
