package dev.hearken.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A database of one test's own.
 *
 * @param jdbcUrl without user and password
 * @param user owner of the database
 * @param password of the user
 */
public record TestDatabase(String jdbcUrl, String user, String password) {
    static TestDatabase create(BackendsAddress address) throws SQLException {
        String name = "hearken_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl("postgres"), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return new TestDatabase(address.jdbcUrl(name), address.user(), address.password());
    }
}
