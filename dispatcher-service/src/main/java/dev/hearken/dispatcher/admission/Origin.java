package dev.hearken.dispatcher.admission;

/** Where a delivery comes from that asks for a slot. */
public enum Origin {
    /** Straight from its event. */
    FRESH,
    /** From a retry topic, or once more because somebody asked for it. */
    RETRIED,
    /** To see whether the listener works; waits with the retried ones, but the circuit breaker is not asked. */
    TEST
}
