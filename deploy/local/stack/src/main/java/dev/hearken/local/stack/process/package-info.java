/**
 * Child processes of the launcher: started, watched, reported when they die, stopped in order, and found again by the
 * next start when the launcher itself was killed.
 */
@NullMarked
package dev.hearken.local.stack.process;

import org.jspecify.annotations.NullMarked;
