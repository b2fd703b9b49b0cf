/**
 * A repeated request has no second effect: the answer to a request with an {@code Idempotency-Key} is kept for a while
 * and given again.
 *
 * <p>The answer is stored in the transaction that does the work, so there is neither work without an answer nor an
 * answer without work. Of two requests at the same time one is told to come back. Only successes are kept.
 */
@NullMarked
package dev.hearken.registry.idempotency;

import org.jspecify.annotations.NullMarked;
