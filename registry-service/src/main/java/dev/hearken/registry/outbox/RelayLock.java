package dev.hearken.registry.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets one relay be active among all instances on one database: a session advisory lock of PostgreSQL, which ends with
 * its connection, however that ends.
 */
@Singleton
class RelayLock {
    /** "HEAR", and the first of its locks. */
    private static final int SPACE = 0x48454152;

    private static final int RELAY = 1;
    private static final int ALIVE_TIMEOUT_SECONDS = 3;

    private final AgroalDataSource database;
    private final Duration retryInterval;

    RelayLock(AgroalDataSource database, OutboxConfig config) {
        this.database = database;
        this.retryInterval = config.standbyInterval();
    }

    /** How long to wait before asking for a taken lock again. */
    Duration retryInterval() {
        return retryInterval;
    }

    /**
     * Takes the lock if it is free.
     *
     * @throws CatalogUnavailableException if PostgreSQL does not answer
     */
    Optional<Held> tryAcquire() {
        try {
            Connection connection = database.getConnection();
            try {
                if (lock(connection, "select pg_try_advisory_lock(?, ?)")) {
                    return Optional.of(new Held(connection));
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new CatalogUnavailableException("PostgreSQL does not answer", e);
        }
    }

    private static boolean lock(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, SPACE);
            statement.setInt(2, RELAY);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** The lock while it is held. */
    static final class Held implements AutoCloseable {
        private final Connection connection;

        private Held(Connection connection) {
            this.connection = connection;
        }

        /**
         * Makes sure that the lock is still held.
         *
         * @throws CatalogUnavailableException if the connection is lost, and the lock with it
         */
        void check() {
            try {
                if (connection.isValid(ALIVE_TIMEOUT_SECONDS)) {
                    return;
                }
            } catch (SQLException e) {
                throw new CatalogUnavailableException("the relay's lock in PostgreSQL is lost", e);
            }
            throw new CatalogUnavailableException("the relay's lock in PostgreSQL is lost", null);
        }

        @Override
        public void close() {
            try (connection) {
                lock(connection, "select pg_advisory_unlock(?, ?)");
            } catch (SQLException e) {
                // The connection is lost, and the lock with it.
            }
        }
    }
}
