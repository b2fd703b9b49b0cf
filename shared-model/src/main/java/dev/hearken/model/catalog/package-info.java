/**
 * What the compacted topic {@code hearken.catalog} carries from the registry to every dispatcher.
 *
 * <p>A key is {@code tenant/kind/id}; the value is the object's whole current state with its revision, or nothing when
 * the object is gone.
 */
@NullMarked
package dev.hearken.model.catalog;

import org.jspecify.annotations.NullMarked;
