package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.delivery.receiver.Behaviour;
import dev.hearken.benchmarks.delivery.report.PlanFacts;
import java.util.List;

/**
 * One measurement.
 *
 * @param scenario to which it belongs
 * @param label what distinguishes it from the others of the scenario, for people
 * @param listeners in the catalog, at least one for each endpoint
 * @param endpoints each gets every event
 * @param warmUp events that come first and are not measured
 * @param events in all
 * @param rate of the measured events per second; 0: all are there before the dispatcher starts
 */
record Plan(
        Scenario scenario, String label, int listeners, List<Behaviour> endpoints, int warmUp, int events, int rate) {
    Plan {
        endpoints = List.copyOf(endpoints);
    }

    PlanFacts facts() {
        return new PlanFacts(scenario.label(), label, listeners, endpoints.size(), warmUp, events, rate);
    }

    /** How many endpoints do not hang. */
    long prompt() {
        return endpoints.stream().filter(Behaviour::isPrompt).count();
    }

    /** Deliveries in all to the endpoints that do not hang. */
    long deliveries() {
        return events * prompt();
    }

    /** The name of its logs: scenario and label, with nothing but letters, digits and hyphens. */
    String fileName() {
        return (scenario.label() + "-" + label).replace(",", "").replaceAll("[^A-Za-z0-9]+", "-");
    }
}
