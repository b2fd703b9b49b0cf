package dev.hearken.registry.listener;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of the events that a listener hears. */
enum Health {
    /** They are delivered. */
    ACTIVE,
    /** They are tried, and for a while nothing but failures has come of it. */
    DEGRADED,
    /** Their deliveries wait, but for a few that probe: the endpoint fails too often. */
    OPEN,
    /** Their deliveries wait. */
    PAUSED,
    /** They pass by; also if the listener is paused at the same time. */
    DISABLED;

    static Health of(boolean enabled, boolean paused) {
        if (!enabled) {
            return DISABLED;
        }
        return paused ? PAUSED : ACTIVE;
    }

    /** The literal form in a view and in a query. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Health> parse(String wireName) {
        return Arrays.stream(values())
                .filter(health -> health.wireName().equals(wireName))
                .findFirst();
    }
}
