package dev.hearken.benchmarks.delivery.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a measurement ended. */
public enum End {
    /** Everything came. */
    COMPLETE("complete"),

    /** It took longer than allowed. */
    TIMED_OUT("timed out"),

    /** Nothing came for a long time. */
    STALLED("stalled"),

    /** The dispatcher ended by itself. */
    DISPATCHER_ENDED("dispatcher ended"),

    /** Something else was in the way, such as a broker that takes no events. */
    FAILED("failed");

    private final String label;

    End(String label) {
        this.label = label;
    }

    /** For people, and in JSON. */
    @JsonValue
    public String label() {
        return label;
    }
}
