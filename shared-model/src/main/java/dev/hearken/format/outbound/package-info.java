/**
 * From a {@link dev.hearken.model.event.WorkflowEvent} to the body of a callback, in the forms that receivers of other
 * systems know.
 *
 * <p>Each form has a class of its own. All are pure: the same event always gives the same bytes.
 */
@NullMarked
package dev.hearken.format.outbound;

import org.jspecify.annotations.NullMarked;
