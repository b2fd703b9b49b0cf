/**
 * What somebody has called off. Every instance reads the whole topic before it takes the first event, and remembers
 * each cancellation until its delivery can wait no longer; whoever meets such a delivery does not send it.
 */
@NullMarked
package dev.hearken.dispatcher.cancellation;

import org.jspecify.annotations.NullMarked;
