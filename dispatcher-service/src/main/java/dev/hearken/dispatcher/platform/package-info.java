/**
 * The rim: Kafka clients, health, time and randomness for the features.
 *
 * <p>{@link dev.hearken.dispatcher.platform.RecordConsumer} commits an offset only when every record up to it is done.
 * {@link dev.hearken.dispatcher.platform.RecordPublisher} does not give up: what it was asked to write is written, or
 * stays pending and so uncommitted.
 */
@NullMarked
package dev.hearken.dispatcher.platform;

import org.jspecify.annotations.NullMarked;
