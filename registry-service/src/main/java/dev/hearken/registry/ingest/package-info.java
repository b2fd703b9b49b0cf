/**
 * Events by HTTP, for engines that do not speak to Kafka: CloudEvents and the engines' own formats.
 *
 * <p>A request is answered with success only after the brokers have every record of it. What is published are the bytes
 * as they came; they are read beforehand only to refuse what no dispatcher could read. Nothing is kept in between: an
 * engine that gets no success sends again, and the same id from the same source is the same event.
 */
@NullMarked
package dev.hearken.registry.ingest;

import org.jspecify.annotations.NullMarked;
