/**
 * The Kafka topics of Hearken, declared once: name, partitions and settings.
 *
 * <p>The local stack and the Kubernetes manifests create them from here, and both services verify them at start. A name
 * that a deployment changes (the event topics) is configuration of the dispatcher; the names here are the defaults.
 */
@NullMarked
package dev.hearken.model.topic;

import org.jspecify.annotations.NullMarked;
