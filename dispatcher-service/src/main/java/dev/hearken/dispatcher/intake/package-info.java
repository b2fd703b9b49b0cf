/**
 * Where events come in: takes records from Kafka, decodes them and hands them to {@code dispatch}.
 *
 * <p>Nothing is consumed before the topics are verified and the catalog is complete. A record is done when everything
 * that follows from it is settled; bytes that are no event are done when {@code hearken.invalid-events} has them.
 */
@NullMarked
package dev.hearken.dispatcher.intake;

import org.jspecify.annotations.NullMarked;
