/**
 * A listener: which events, which callback, how it is delivered.
 *
 * <p>{@link dev.hearken.model.listener.ListenerDefinition} is what an owner writes.
 * {@link dev.hearken.model.listener.ListenerJson} reads it from JSON, naming every fault by its JSON Pointer, and
 * writes its normal form. {@link dev.hearken.model.listener.Listener} is a definition that the registry has accepted:
 * it has an identity, a revision and secrets.
 */
@NullMarked
package dev.hearken.model.listener;

import org.jspecify.annotations.NullMarked;
