/**
 * What every feature stands on: the clock, randomness, and the one strict reader of JSON bodies with its bounds.
 *
 * <p>It knows problem documents and no other feature.
 */
@NullMarked
package dev.hearken.registry.platform;

import org.jspecify.annotations.NullMarked;
