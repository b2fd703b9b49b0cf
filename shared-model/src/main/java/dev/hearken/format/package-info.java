/**
 * From the wire to a {@link dev.hearken.model.event.WorkflowEvent} and from there to the body of a callback.
 *
 * <p>{@link InboundEvents} finds the format of a record and reads it: one decoder per format, each from the engine's
 * own fields to the canonical data, with everything else that the engine sent kept in {@code metadata}. Decoders never
 * throw on bad input: they answer why it is no event.
 */
@NullMarked
package dev.hearken.format;

import org.jspecify.annotations.NullMarked;
