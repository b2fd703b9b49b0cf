package dev.hearken.benchmarks.delivery.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How fast deliveries came after the warm-up.
 *
 * @param deliveries how many
 * @param seconds from the end of the warm-up to the last of them
 */
public record Pace(long deliveries, double seconds) {
    /** Deliveries per second; 0 if no time passed. */
    @JsonProperty
    public double perSecond() {
        return seconds > 0 ? deliveries / seconds : 0;
    }
}
