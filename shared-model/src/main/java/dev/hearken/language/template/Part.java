package dev.hearken.language.template;

import java.util.function.Function;

/** A piece of a template. */
sealed interface Part permits Part.Text, Reference {
    <T> T fold(Function<String, T> text, Function<Reference, T> reference);

    /** The text, or what stands for the reference. */
    default String text(Function<Reference, String> reference) {
        return fold(Function.identity(), reference);
    }

    /** Stands as it is; never empty. */
    record Text(String value) implements Part {
        @Override
        public <T> T fold(Function<String, T> text, Function<Reference, T> reference) {
            return text.apply(value);
        }

        @Override
        public String toString() {
            return value.replace("${{", "$${{");
        }
    }
}
