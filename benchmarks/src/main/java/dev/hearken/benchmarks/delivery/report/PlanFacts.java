package dev.hearken.benchmarks.delivery.report;

/**
 * What was measured.
 *
 * @param scenario such as {@code fan-out}
 * @param label what distinguishes it within the scenario
 * @param listeners in the catalog
 * @param endpoints that got every event, those that hang included
 * @param warmUpEvents events that came first and were not measured
 * @param events in all
 * @param rate of the measured events per second; 0: as fast as it went
 */
public record PlanFacts(
        String scenario, String label, int listeners, int endpoints, int warmUpEvents, int events, int rate) {}
