package dev.hearken.benchmarks.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be measured, in the order in which it is. */
public enum Scenario {
    /** A backlog is drained. */
    THROUGHPUT,

    /** Events come at a fixed rate. */
    LATENCY,

    /** A backlog for one endpoint, alone and beside another that hangs. */
    ISOLATION,

    /** A backlog of which each event goes to several listeners. */
    FAN_OUT,

    /** A backlog with catalogs of different sizes. */
    LISTENERS,

    /** A backlog of which each tenth event is refused once. */
    RETRIES;

    /** Its name on the command line and in results, such as {@code fan-out}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Scenario> of(String label) {
        return Arrays.stream(values()).filter(s -> s.label().equals(label)).findFirst();
    }
}
