package dev.hearken.benchmarks.delivery.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that one run of the benchmark measured.
 *
 * @param at when it began, RFC 3339 in UTC
 * @param machine on what
 * @param measurements in the order in which they were made
 */
public record Report(String at, Machine machine, List<Measurement> measurements) {
    /** Copies the measurements. */
    public Report {
        measurements = List.copyOf(measurements);
    }

    /** By their scenario, in their order. */
    Map<String, List<Measurement>> byScenario() {
        Map<String, List<Measurement>> scenarios = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            scenarios.merge(measurement.plan().scenario(), List.of(measurement), Report::joined);
        }
        return scenarios;
    }

    private static List<Measurement> joined(List<Measurement> some, List<Measurement> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
