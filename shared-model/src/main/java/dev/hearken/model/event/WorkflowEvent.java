package dev.hearken.model.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a workflow engine.
 *
 * @param tenant whose event it is
 * @param id unique for its source
 * @param source the engine instance, a URI reference
 * @param type what happened
 * @param time when it happened, by the engine's clock
 * @param workflow the workflow that ran
 * @param executionId the execution, never empty
 * @param taskName the task's name; absent for execution events and for a task without a name
 * @param data everything that the engine sent; must not be changed
 */
public record WorkflowEvent(
        TenantId tenant,
        String id,
        String source,
        EventType type,
        Instant time,
        Workflow workflow,
        String executionId,
        @Nullable String taskName,
        ObjectNode data) {}
