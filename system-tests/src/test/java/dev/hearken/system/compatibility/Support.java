package dev.hearken.system.compatibility;

import java.util.function.BiFunction;
import java.util.function.Function;

/** What Hearken does about a feature of another system. */
sealed interface Support {
    /** Case analysis. */
    <T> T fold(BiFunction<String, Proof, T> supported, Function<String, T> notApplicable);

    /**
     * Hearken has it, or an equivalent.
     *
     * @param how one sentence for the owner of a listener
     * @param proof that the sentence is true
     */
    record Supported(String how, Proof proof) implements Support {
        @Override
        public <T> T fold(BiFunction<String, Proof, T> supported, Function<String, T> notApplicable) {
            return supported.apply(how, proof);
        }
    }

    /**
     * Hearken has it not.
     *
     * @param because one sentence; begins with {@code not yet:} where Hearken should have it
     */
    record NotApplicable(String because) implements Support {
        @Override
        public <T> T fold(BiFunction<String, Proof, T> supported, Function<String, T> notApplicable) {
            return notApplicable.apply(because);
        }
    }
}
