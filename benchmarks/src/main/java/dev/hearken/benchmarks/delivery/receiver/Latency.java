package dev.hearken.benchmarks.delivery.receiver;

import org.HdrHistogram.Histogram;

/**
 * How long events took from when they were due to when they came, in microseconds, exact to three digits.
 *
 * @param count of the events
 * @param p50 half of them took no longer
 * @param p90 nine of ten
 * @param p99 99 of 100
 * @param p999 999 of 1,000
 * @param max the slowest
 */
public record Latency(long count, long p50, long p90, long p99, long p999, long max) {
    static Latency of(Histogram micros) {
        return new Latency(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(90),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9),
                micros.getMaxValue());
    }
}
