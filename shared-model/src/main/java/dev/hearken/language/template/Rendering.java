package dev.hearken.language.template;

import java.util.function.Function;

/** What came of rendering a template. */
public sealed interface Rendering<T> {
    /** Case analysis. */
    <R> R fold(Function<T, R> rendered, Function<RenderFailure, R> failed);

    /** It was rendered. */
    record Rendered<T>(T value) implements Rendering<T> {
        @Override
        public <R> R fold(Function<T, R> rendered, Function<RenderFailure, R> failed) {
            return rendered.apply(value);
        }
    }

    /** It could not be rendered. */
    record Failed<T>(RenderFailure failure) implements Rendering<T> {
        @Override
        public <R> R fold(Function<T, R> rendered, Function<RenderFailure, R> failed) {
            return failed.apply(failure);
        }
    }

    /** What the next step makes of the value; a failure stays what it is. */
    default <R> Rendering<R> then(Function<T, Rendering<R>> next) {
        return fold(next, Failed::new);
    }
}
