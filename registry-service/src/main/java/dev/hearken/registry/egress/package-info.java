/**
 * Where a callback may go, judged when it is registered.
 *
 * <p>This is help for the owner, not the wall: a name is not looked up here. The dispatcher decides on the address that
 * it dials.
 */
@NullMarked
package dev.hearken.registry.egress;

import org.jspecify.annotations.NullMarked;
