package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Where a delivery stands among those of its listener that follow one another.
 *
 * @param execution whose events they are
 * @param place its place among those that wait; absent until it has to wait
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Order(String execution, @Nullable Place place) {
    /** Insists on the execution. */
    public Order {
        requireNonNull(execution);
    }

    /** Of the same execution, at this place. */
    public Order at(Place next) {
        return new Order(execution, next);
    }

    /**
     * A place in a row.
     *
     * @param row which row: those that began to wait later have greater numbers
     * @param number 1 for the first of the row
     */
    public record Place(long row, long number) {}
}
