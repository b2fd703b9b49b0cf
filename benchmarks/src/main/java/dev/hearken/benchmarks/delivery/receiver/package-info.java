/**
 * The receiving side of a delivery benchmark: a process of its own that answers callbacks as cheaply as it can and
 * knows which events have come, how often and how late.
 *
 * <p>{@link dev.hearken.benchmarks.delivery.receiver.ReceiverChild} starts it and asks it; everything else runs in it,
 * on one thread. One endpoint is one port, so that endpoints are different hosts to the dispatcher.
 */
@NullMarked
package dev.hearken.benchmarks.delivery.receiver;

import org.jspecify.annotations.NullMarked;
