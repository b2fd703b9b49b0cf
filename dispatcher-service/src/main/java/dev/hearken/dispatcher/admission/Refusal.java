package dev.hearken.dispatcher.admission;

import java.util.Locale;

/** Why a delivery got no slot: tag {@code reason} of the meter {@code hearken.admission.refusals}. */
public enum Refusal {
    /** All slots of its listener are taken, and the line before them is too long or does not move. */
    LISTENER_FULL,
    /** All slots of its target host are taken. */
    HOST_FULL,
    /** What is left of the instance's slots and bytes is for listeners that hold less. */
    INSTANCE_FULL,
    /** The listener's circuit breaker is open. */
    BREAKER_OPEN,
    /** Nearly all hosts are out of reach: the fault is on this side. */
    EGRESS_DOWN;

    /** The tag's value, such as {@code breaker-open}. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
