package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Makes another value of a value. {@code toString} is its literal form. */
sealed interface Filter permits PlainFilter, DefaultFilter, CutFilter, DateFilter {
    /** The new value of one that is there; {@code null} if the filter does not fit it. */
    @Nullable
    JsonNode apply(JsonNode value);

    /** Whether it works on the value's text, so that an object or list must be spelled for it. */
    default boolean takesText() {
        return true;
    }

    /** The new value of one that is absent or JSON's {@code null}: usually the same. */
    default JsonNode ofNothing(JsonNode nothing) {
        return nothing;
    }
}
