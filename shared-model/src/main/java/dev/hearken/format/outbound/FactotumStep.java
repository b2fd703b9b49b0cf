package dev.hearken.format.outbound;

import dev.hearken.model.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The step between two of Factotum's states that an event type stands for.
 *
 * @param previous absent for the beginning of a job
 * @param current never absent
 */
record FactotumStep(@Nullable String previous, String current) {
    /** A task begins as {@code WAITING}, because the schema of task updates knows no absent state. */
    static FactotumStep of(EventType type) {
        return switch (type) {
            case EXECUTION_CREATED -> new FactotumStep(null, "WAITING");
            case TASK_CREATED -> new FactotumStep("WAITING", "WAITING");
            case EXECUTION_STARTED, TASK_STARTED -> new FactotumStep("WAITING", "RUNNING");
            case EXECUTION_SUCCEEDED, TASK_SUCCEEDED -> new FactotumStep("RUNNING", "SUCCEEDED");
            case EXECUTION_FAILED, EXECUTION_CANCELLED, TASK_FAILED, TASK_CANCELLED ->
                new FactotumStep("RUNNING", "FAILED");
            case TASK_SKIPPED -> new FactotumStep("WAITING", "SKIPPED");
            case EXECUTION_RERUN, TASK_RERUN -> new FactotumStep("FAILED", "RUNNING");
            case EXECUTION_PROGRESS,
                    EXECUTION_PAUSED,
                    EXECUTION_RESUMED,
                    TASK_PROGRESS,
                    TASK_PAUSED,
                    TASK_RESUMED,
                    TASK_RETRIED -> new FactotumStep("RUNNING", "RUNNING");
        };
    }

    /** The state of Factotum that is nearest to another engine's. */
    static String state(String canonical, String otherwise) {
        return switch (canonical) {
            case "CANCELLED" -> "FAILED";
            case "PAUSED", "DELAYED" -> "RUNNING";
            default -> otherwise;
        };
    }
}
