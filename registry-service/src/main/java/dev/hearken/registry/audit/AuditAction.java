package dev.hearken.registry.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to an object. */
public enum AuditAction {
    CREATED,
    CHANGED,
    DELETED,
    /** Deliveries wait. */
    PAUSED,
    /** Deliveries go on. */
    RESUMED,
    /** A signing secret was shown whole. */
    SECRET_SHOWN,
    /** A signing secret was replaced. */
    SECRET_ROTATED,
    /** An API key is valid no longer. */
    REVOKED,
    /** What had been sent was sent again, or a replay began. */
    REPLAYED,
    /** An event was sent to see whether a listener works. */
    TESTED,
    /** What was under way or waiting was given up: a replay, a delivery. */
    STOPPED;

    /** The literal form in the API and in the database. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The action with this literal form. */
    static Optional<AuditAction> of(String wireName) {
        return Arrays.stream(values())
                .filter(action -> action.wireName().equals(wireName))
                .findFirst();
    }
}
