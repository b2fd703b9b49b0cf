package dev.hearken.registry.deliverylog;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs the queries of this feature. */
@Singleton
class LogQueries {
    private final AgroalDataSource database;

    LogQueries(AgroalDataSource database) {
        this.database = database;
    }

    /** Reads one row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * All rows of a query, in a transaction: one that serves a request sees its tenant's rows alone.
     *
     * @throws LogUnavailableException if the database does not answer
     */
    @Transactional
    <T> List<T> list(String sql, Conditions where, Row<T> row) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            where.bind(statement);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.of(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new LogUnavailableException("a query of the delivery log", e);
        }
    }
}
