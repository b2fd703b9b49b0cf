/**
 * What can be seen from outside: one attempt record, one log line and the meters. Never throws into the pipeline; its
 * tags come from closed enums.
 */
@NullMarked
package dev.hearken.dispatcher.telemetry;

import org.jspecify.annotations.NullMarked;
