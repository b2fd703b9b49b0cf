package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hearken.model.event.WorkflowEvent;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What an event is about, as far as its deliveries are looked for by it.
 *
 * @param workflow the workflow's name
 * @param execution the execution's id
 * @param task the task's name, absent for execution events and for a task without a name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Subject(
        String workflow, String execution, @Nullable String task) {
    /** Most characters of each; of a longer one the beginning is kept. */
    public static final int MAX_LENGTH = 256;

    /** Insists on what may not be absent and shortens what is too long. */
    public Subject {
        workflow = Beginning.of(requireNonNull(workflow), MAX_LENGTH);
        execution = Beginning.of(requireNonNull(execution), MAX_LENGTH);
        task = task == null ? null : Beginning.of(task, MAX_LENGTH);
    }

    /** What this event is about. */
    public static Subject of(WorkflowEvent event) {
        return new Subject(event.workflow().name(), event.executionId(), event.taskName());
    }
}
