package dev.hearken.registry.deliverylog;

import java.sql.SQLException;

/** The database did not do what the delivery log asked for. */
final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LogUnavailableException(String what, SQLException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }

    /**
     * Whether the values are to blame, so that it would fail again: data exceptions, violated constraints, exceeded
     * limits (PostgreSQL manual, appendix A).
     */
    boolean isAboutValues() {
        String state = getCause() instanceof SQLException cause ? cause.getSQLState() : null;
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
