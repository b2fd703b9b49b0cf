/**
 * One attempt: sends a request and says what came of it. Expected failures are values; each carries one
 * {@link dev.hearken.model.delivery.FailureReason}.
 */
@NullMarked
package dev.hearken.dispatcher.transport;

import org.jspecify.annotations.NullMarked;
