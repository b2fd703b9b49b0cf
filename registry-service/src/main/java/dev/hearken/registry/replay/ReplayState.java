package dev.hearken.registry.replay;

import java.util.Locale;

/**
 * Where a replay stands.
 *
 * <pre>
 *   queued ──▶ running ──▶ finished
 *      │          ├──▶ failed
 *      └──────────┴──▶ stopped
 * </pre>
 */
enum ReplayState {
    /** Nobody works on it yet. */
    QUEUED,
    /** An instance works on it, or will again when Kafka and PostgreSQL are back. */
    RUNNING,
    /** All of its range is done. */
    FINISHED,
    /** Somebody stopped it. */
    STOPPED,
    /** It cannot go on; the reason says why. */
    FAILED;

    /** The literal form in the API and in the database. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the literal form. */
    static ReplayState parse(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** Whether nothing more happens. */
    boolean isEnd() {
        return this != QUEUED && this != RUNNING;
    }
}
