/**
 * From the wire to a {@link dev.hearken.model.event.WorkflowEvent} and from there to the body of a callback.
 *
 * <p>Inbound formats never throw on bad input: they answer why it is no event. Outbound formats are pure.
 */
@NullMarked
package dev.hearken.format;

import org.jspecify.annotations.NullMarked;
