package dev.hearken.benchmarks.delivery.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.hearken.benchmarks.delivery.receiver.Latency;
import org.jspecify.annotations.Nullable;

/**
 * What came of one plan. Endpoints that hang count nowhere.
 *
 * @param plan what was measured
 * @param end how it ended
 * @param missing deliveries that never came
 * @param duplicates deliveries that came once more
 * @param firstDeliveryMillis from the start of the dispatcher's process to the first delivery; absent if none came
 * @param pace absent if the warm-up was not reached
 * @param cost absent if the warm-up was not reached
 * @param latencyMicros absent unless the rate was fixed
 * @param latestFedMicros by how much the latest event was late when it was published; absent unless the rate was fixed
 */
public record Measurement(
        PlanFacts plan,
        End end,
        long missing,
        long duplicates,
        @Nullable Long firstDeliveryMillis,
        @Nullable Pace pace,
        @Nullable Cost cost,
        @Nullable Latency latencyMicros,
        @Nullable Long latestFedMicros) {
    /** Nothing was measured. */
    public static Measurement failed(PlanFacts plan, long missing) {
        return new Measurement(plan, End.FAILED, missing, 0, null, null, null, null, null);
    }

    /** Whether everything came in time. */
    @JsonIgnore
    public boolean isComplete() {
        return end == End.COMPLETE && missing == 0;
    }
}
