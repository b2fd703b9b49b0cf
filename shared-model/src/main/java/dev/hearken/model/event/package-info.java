/**
 * What an engine says happened: one {@link dev.hearken.model.event.WorkflowEvent} of one
 * {@link dev.hearken.model.event.EventType} about an execution or one of its tasks.
 *
 * <p>The types carry what selectors look at; everything that the engine sent is kept beside them and reachable by path.
 */
@NullMarked
package dev.hearken.model.event;

import org.jspecify.annotations.NullMarked;
