package dev.hearken.registry.problem;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that is away, full or overloaded from a mistake of ours, by SQLSTATE (PostgreSQL manual, appendix
 * A), by the pool's own exceptions, and by a transaction that was given up because it took too long.
 */
final class DatabaseOutage {
    /**
     * Connection, resources, operator intervention and system errors, whatever another transaction is to blame for, and
     * the driver's own state for what it does not expect, as when the pool gives up a connection that is being opened.
     */
    private static final List<String> STATES = List.of("08", "53", "57", "58", "40", "55P03", "25006", "99999");

    private DatabaseOutage() {}

    /** Whether the failure, or anything that caused it, says that the database could not serve. */
    static boolean isCauseOf(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> waiting = new ArrayDeque<>(List.of(failure));
        while (!waiting.isEmpty()) {
            Throwable next = waiting.pop();
            if (seen.add(next)) {
                if (next instanceof RollbackException || (next instanceof SQLException sql && isOutage(sql))) {
                    return true;
                }
                add(waiting, next.getCause());
                List.of(next.getSuppressed()).forEach(suppressed -> add(waiting, suppressed));
            }
        }
        return false;
    }

    private static void add(Deque<Throwable> waiting, @Nullable Throwable failure) {
        if (failure != null) {
            waiting.push(failure);
        }
    }

    private static boolean isOutage(SQLException failure) {
        String state = failure.getSQLState();
        // The pool's own exceptions (no connection in time, pool closed) carry no state.
        return state == null || STATES.stream().anyMatch(state::startsWith);
    }
}
