/**
 * Measures the steps of a delivery, each alone: decode, match, render, sign, classify.
 *
 * <p>{@code benchmarks/run} builds and runs them; {@code docs/benchmarks.md} holds figures with the command that made
 * them.
 */
@NullMarked
package dev.hearken.benchmarks;

import org.jspecify.annotations.NullMarked;
