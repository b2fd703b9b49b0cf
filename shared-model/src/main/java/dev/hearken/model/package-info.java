/**
 * The words of Hearken as plain Java values, shared by all services.
 *
 * <p>Nothing here knows a framework, a database or Kafka; the packages below hold events, listeners, deliveries, the
 * catalog and the topics.
 */
@NullMarked
package dev.hearken.model;

import org.jspecify.annotations.NullMarked;
