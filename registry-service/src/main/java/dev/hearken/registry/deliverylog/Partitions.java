package dev.hearken.registry.deliverylog;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The days of the log's tables: partitions {@code <table>_<yyyyMMdd>}. */
@Singleton
class Partitions {
    private static final List<String> TABLES = List.of("delivery", "attempt", "attempt_count");
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;

    /** "HEAR", and the second of its locks: one instance at a time makes or drops days. */
    private static final String LOCK = "select pg_advisory_xact_lock(" + 0x48454152 + ", 2)";

    private static final String LIST = """
            select distinct right(child.relname, 8)
            from pg_inherits join pg_class child on child.oid = inhrelid join pg_class parent on parent.oid = inhparent
            where parent.relname in ('delivery', 'attempt', 'attempt_count')
              and parent.relnamespace = current_schema()::regnamespace
              and child.relname ~ '_[0-9]{8}$'
            order by 1""";

    private final AgroalDataSource database;
    private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

    Partitions(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Makes the days that are not there.
     *
     * @throws LogUnavailableException if the database does not do it
     */
    void ensure(Collection<LocalDate> days) {
        List<LocalDate> missing =
                days.stream().filter(day -> !known.contains(day)).sorted().toList();
        if (missing.isEmpty()) {
            return;
        }
        inTransaction(statement -> {
            Set<LocalDate> there = Set.copyOf(list(statement));
            for (LocalDate day : missing) {
                if (!there.contains(day)) {
                    create(statement, day);
                }
            }
            return missing;
        });
        known.addAll(missing);
    }

    /** Looks again next time which days are there. */
    void forget() {
        known.clear();
    }

    private static void create(Statement statement, LocalDate day) throws SQLException {
        for (String table : TABLES) {
            String partition = table + "_" + SUFFIX.format(day);
            // Attached, not created in place: this way nobody who reads or writes the table has to wait.
            statement.execute("create table " + partition + " (like " + table + " including all)");
            statement.execute("alter table " + table + " attach partition " + partition + " for values from ('" + day
                    + " 00:00:00+00') to ('" + day.plusDays(1) + " 00:00:00+00')");
        }
    }

    /**
     * Drops the days before this one and names them.
     *
     * @throws LogUnavailableException if the database does not do it, or not at once
     */
    List<LocalDate> dropBefore(LocalDate oldest) {
        List<LocalDate> dropped = new ArrayList<>();
        for (LocalDate day : list()) {
            if (day.isBefore(oldest)) {
                known.remove(day);
                inTransaction(statement -> drop(statement, day));
                dropped.add(day);
            }
        }
        return dropped;
    }

    private static LocalDate drop(Statement statement, LocalDate day) throws SQLException {
        for (String table : TABLES) {
            statement.execute("drop table if exists " + table + "_" + SUFFIX.format(day));
        }
        return day;
    }

    /**
     * All days, the oldest first.
     *
     * @throws LogUnavailableException if the database does not answer
     */
    List<LocalDate> list() {
        return inTransaction(Partitions::list);
    }

    private static List<LocalDate> list(Statement statement) throws SQLException {
        List<LocalDate> days = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(LIST)) {
            while (rows.next()) {
                days.add(LocalDate.parse(rows.getString(1), SUFFIX));
            }
        }
        return days;
    }

    private interface Work<T> {
        T with(Statement statement) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute(LOCK);
                T result = work.with(statement);
                connection.commit();
                return result;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("the days of the delivery log", e);
        }
    }
}
