/**
 * Every answer that is not a success: a problem document (RFC 9457).
 *
 * <p>{@link dev.hearken.registry.problem.ProblemType} is the closed list of kinds. A feature throws
 * {@link dev.hearken.registry.problem.ProblemException}; what fails outside of the resources (unknown paths, missing
 * keys, bodies that are too large) becomes the same form here. An unknown failure is logged once with an id that the
 * answer carries, and tells nothing else.
 */
@NullMarked
package dev.hearken.registry.problem;

import org.jspecify.annotations.NullMarked;
