package dev.hearken;

import java.util.Random;

/** Chance that can be had again: each seed is printed, and {@code -Dhearken.test.seed=<seed>} sets it. */
public final class Seeded {
    private Seeded() {}

    /** A generator for the test class. */
    public static Random random(Class<?> test) {
        long seed = Long.getLong("hearken.test.seed", System.nanoTime());
        System.out.println(test.getSimpleName() + ": -Dhearken.test.seed=" + seed);
        return new Random(seed);
    }
}
