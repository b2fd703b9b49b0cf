package dev.hearken.benchmarks.delivery;

import java.util.function.Function;
import java.util.function.Supplier;

/** What the command line asks for. */
sealed interface Order {
    /** Case analysis. */
    <T> T fold(Function<Measure, T> measure, Supplier<T> help, Function<Refused, T> refused);

    /** Measures. */
    record Measure(BenchOptions options) implements Order {
        @Override
        public <T> T fold(Function<Measure, T> measure, Supplier<T> help, Function<Refused, T> refused) {
            return measure.apply(this);
        }
    }

    /** Prints the usage. */
    record Help() implements Order {
        @Override
        public <T> T fold(Function<Measure, T> measure, Supplier<T> help, Function<Refused, T> refused) {
            return help.get();
        }
    }

    /** Is no order, for the reason given. */
    record Refused(String message) implements Order {
        @Override
        public <T> T fold(Function<Measure, T> measure, Supplier<T> help, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
