package dev.hearken.language;

import java.util.Collection;

/**
 * What one evaluation of a condition has cost: a step for each part of the expression that was evaluated, for each list
 * entry that was looked at, and for each {@value #CHARACTERS} characters or entries of what a part came to.
 */
final class ConditionCost {
    /** The most that an evaluation may cost, in steps. */
    static final int MAX = 250_000;

    private static final int CHARACTERS = 64;

    private long steps;

    /** @throws IllegalStateException if that was too much */
    void step() {
        spend(1);
    }

    /**
     * Counts a part of the expression that came to this value.
     *
     * @throws IllegalStateException if that was too much
     */
    void add(Object value) {
        int size = value instanceof CharSequence text
                ? text.length()
                : value instanceof Collection<?> list ? list.size() : 0;
        spend(1 + size / CHARACTERS);
    }

    private void spend(int more) {
        steps += more;
        if (steps > MAX) {
            throw new IllegalStateException("the evaluation takes more than " + MAX + " steps");
        }
    }
}
