package dev.hearken.registry.deliverylog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A {@code where} clause with the values of its placeholders. */
final class Conditions {
    private final StringBuilder sql;
    private final List<Object> values = new ArrayList<>();

    /** Begins with a condition that holds for all rows of the answer. */
    Conditions(String first, Object... values) {
        this.sql = new StringBuilder(" where ").append(first);
        this.values.addAll(List.of(values));
    }

    /** Another condition that must hold. */
    Conditions and(String condition, Object... more) {
        sql.append(" and ").append(condition);
        values.addAll(List.of(more));
        return this;
    }

    String sql() {
        return sql.toString();
    }

    /** Sets the values, the first at index 1. */
    void bind(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (Object value : values) {
            if (value instanceof Instant time) {
                statement.setObject(index++, time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
            } else {
                statement.setObject(index++, value);
            }
        }
    }
}
