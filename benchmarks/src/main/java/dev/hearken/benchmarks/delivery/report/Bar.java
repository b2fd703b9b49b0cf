package dev.hearken.benchmarks.delivery.report;

/**
 * A bar of a chart.
 *
 * @param label left of it
 * @param value its length, not negative
 * @param text of the value, right of it
 */
record Bar(String label, double value, String text) {}
