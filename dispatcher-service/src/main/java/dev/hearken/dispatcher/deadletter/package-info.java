/** Durable ends: deliveries that are given up, and records that are no event. Both keep the original bytes. */
@NullMarked
package dev.hearken.dispatcher.deadletter;

import org.jspecify.annotations.NullMarked;
