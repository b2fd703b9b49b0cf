package dev.hearken.registry.listener;

import java.time.Instant;

/**
 * The last error of a listener's condition that is known.
 *
 * @param detail what it stumbled over
 * @param at when; others may have followed
 */
record ConditionError(String detail, Instant at) {}
