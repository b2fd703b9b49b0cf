/**
 * The launcher behind {@code ./hearken}: runs the whole system on one machine, in the foreground.
 *
 * <pre>
 *   lock ▸ leftovers ▸ ports ▸ kafka + postgres ▸ topics ▸ registry + dispatchers ▸ .hearken/env ▸ ready ▸ wait
 *                                          any death ─▶ report ─▶ stop everything
 * </pre>
 *
 * What is stopped: dispatchers and registry first, with time to drain, then the backends. What outlives a kill -9 of
 * the launcher: nothing; every child watches its input, which ends with the launcher, and the next start looks for
 * whatever is left all the same.
 */
@NullMarked
package dev.hearken.local.stack;

import org.jspecify.annotations.NullMarked;
