package dev.hearken.registry.deliverylog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one array per column, for {@code unnest}: a statement of the same text, however many rows there are.
 *
 * @param <R> what a row is made from
 */
final class Columns<R> {
    private final List<Column<R>> columns = new ArrayList<>();

    private record Column<R>(String type, Function<R, @Nullable Object> value) {}

    /** Adds a column of this type of PostgreSQL. */
    Columns<R> with(String type, Function<R, @Nullable Object> value) {
        columns.add(new Column<>(type, value));
        return this;
    }

    /** The placeholders of the arrays, {@code ?::text[], …}. */
    String placeholders() {
        return String.join(
                ", ",
                columns.stream().map(column -> "?::" + column.type() + "[]").toList());
    }

    /** Sets the arrays of these rows. */
    void bind(Connection connection, PreparedStatement statement, List<R> rows) throws SQLException {
        int index = 1;
        for (Column<R> column : columns) {
            @Nullable Object[] values = new Object[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = plain(column.value().apply(rows.get(i)));
            }
            statement.setArray(index++, connection.createArrayOf(column.type(), values));
        }
    }

    /** PostgreSQL takes no NUL in a text, and a time to the microsecond. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof String text) {
            return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        }
        return value instanceof Instant time
                ? time.truncatedTo(ChronoUnit.MICROS).toString()
                : value;
    }
}
