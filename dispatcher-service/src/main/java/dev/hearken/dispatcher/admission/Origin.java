package dev.hearken.dispatcher.admission;

/** Where a delivery comes from that asks for a slot. */
public enum Origin {
    /** Straight from its event. */
    FRESH,
    /** From a retry topic. */
    RETRIED
}
