package dev.hearken.local.backends;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates the database that the local stack uses. */
final class PostgresDatabase {
    private PostgresDatabase() {}

    /** Does nothing where it exists. */
    static void create(int port, String password) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, password);
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("create database " + PostgresServer.DATABASE);
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found =
                statement.executeQuery("select 1 from pg_database where datname = '" + PostgresServer.DATABASE + "'")) {
            return found.next();
        }
    }
}
