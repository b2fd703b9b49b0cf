package dev.hearken.format;

import dev.hearken.model.event.EventType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/** The statuses and event types of Conductor, and what they are called here. */
final class ConductorStatus {
    private static final Map<String, EventType> WORKFLOW_STATUS = Map.of(
            "RUNNING", EventType.EXECUTION_STARTED,
            "COMPLETED", EventType.EXECUTION_SUCCEEDED,
            "FAILED", EventType.EXECUTION_FAILED,
            "TIMED_OUT", EventType.EXECUTION_FAILED,
            "TERMINATED", EventType.EXECUTION_CANCELLED,
            "PAUSED", EventType.EXECUTION_PAUSED);

    private static final Map<String, EventType> WORKFLOW_EVENT = Map.ofEntries(
            entry("STARTED", EventType.EXECUTION_STARTED),
            entry("RERAN", EventType.EXECUTION_RERUN),
            entry("RETRIED", EventType.EXECUTION_RERUN),
            entry("RESTARTED", EventType.EXECUTION_RERUN),
            entry("PAUSED", EventType.EXECUTION_PAUSED),
            entry("RESUMED", EventType.EXECUTION_RESUMED),
            entry("COMPLETED", EventType.EXECUTION_SUCCEEDED),
            entry("FINALIZED", EventType.EXECUTION_PROGRESS));

    private static final Map<String, EventType> TASK_STATUS = Map.ofEntries(
            entry("SCHEDULED", EventType.TASK_CREATED),
            entry("IN_PROGRESS", EventType.TASK_STARTED),
            entry("COMPLETED", EventType.TASK_SUCCEEDED),
            entry("COMPLETED_WITH_ERRORS", EventType.TASK_SUCCEEDED),
            entry("FAILED", EventType.TASK_FAILED),
            entry("FAILED_WITH_TERMINAL_ERROR", EventType.TASK_FAILED),
            entry("TIMED_OUT", EventType.TASK_FAILED),
            entry("CANCELED", EventType.TASK_CANCELLED),
            entry("SKIPPED", EventType.TASK_SKIPPED));

    private static final Map<String, String> STATES = Map.ofEntries(
            entry("IN_PROGRESS", "RUNNING"),
            entry("COMPLETED", "SUCCEEDED"),
            entry("COMPLETED_WITH_ERRORS", "SUCCEEDED"),
            entry("FAILED_WITH_TERMINAL_ERROR", "FAILED"),
            entry("TIMED_OUT", "FAILED"),
            entry("TERMINATED", "CANCELLED"),
            entry("CANCELED", "CANCELLED"));

    private ConductorStatus() {}

    /**
     * What happened to a workflow; {@code TERMINATED} as an event type stands for every end but success, so there the
     * status decides.
     *
     * @param eventType null from a publisher that sends only the status
     */
    static Optional<EventType> workflowEvent(@Nullable String eventType, String status) {
        return Optional.ofNullable(
                eventType == null || eventType.equals("TERMINATED")
                        ? WORKFLOW_STATUS.get(status)
                        : WORKFLOW_EVENT.get(eventType));
    }

    /** What happened to a task; Conductor schedules a new one for each retry. */
    static Optional<EventType> taskEvent(String status, int retries) {
        return Optional.ofNullable(
                status.equals("SCHEDULED") && retries > 0 ? EventType.TASK_RETRIED : TASK_STATUS.get(status));
    }

    static String state(String status) {
        return STATES.getOrDefault(status, status);
    }
}
