package dev.hearken.benchmarks.delivery.report;

import org.jspecify.annotations.Nullable;

/**
 * What deliveries cost. Processor times are microseconds per delivery after the warm-up, user and system together.
 *
 * @param cpuMicros of the dispatcher
 * @param brokerCpuMicros of Kafka
 * @param receiverCpuMicros of the receiver
 * @param peakMemoryMiB most memory that the dispatcher ever held (its resident set); absent where the system does not
 *     tell
 */
public record Cost(
        double cpuMicros,
        double brokerCpuMicros,
        double receiverCpuMicros,
        @Nullable Long peakMemoryMiB) {}
