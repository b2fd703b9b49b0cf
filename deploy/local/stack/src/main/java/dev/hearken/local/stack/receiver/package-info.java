/**
 * A receiver of callbacks for people to watch: answers 200 to everything and prints what came, on the loopback address
 * only.
 *
 * <p>What comes is a stranger's text: it is printed escaped, so that it cannot move the cursor or hide itself.
 */
@NullMarked
package dev.hearken.local.stack.receiver;

import org.jspecify.annotations.NullMarked;
