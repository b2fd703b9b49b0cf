/**
 * The demo: a listener registered over REST, a workflow run as an engine would report it, and its callbacks arriving,
 * each with its signature checked.
 *
 * <p>It uses public interfaces only, and checks signatures by its own few lines: a reader sees here what a client does.
 */
@NullMarked
package dev.hearken.local.stack.demo;

import org.jspecify.annotations.NullMarked;
