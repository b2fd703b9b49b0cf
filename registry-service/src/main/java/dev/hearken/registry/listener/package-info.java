/**
 * Listeners: created, read, changed, removed by their owners.
 *
 * <p>Every change raises the listener's revision by one and marks it in the outbox, in one transaction; writers of one
 * listener take turns, so no change is lost. A body with any fault changes nothing and is answered with all its faults.
 * The signing secret is made here, shown once, and stored and published only encrypted.
 */
@NullMarked
package dev.hearken.registry.listener;

import org.jspecify.annotations.NullMarked;
