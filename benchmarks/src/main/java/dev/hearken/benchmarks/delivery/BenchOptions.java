package dev.hearken.benchmarks.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the benchmark runs.
 *
 * @param scenarios at least one
 * @param warmUp deliveries that come first and are not measured, at least 1
 * @param events deliveries to measure, at least 1; fewer at a fixed rate, which is kept for at most 30 s
 * @param rate events per second where it is fixed, at least 1
 * @param limit a measurement that takes longer has failed
 * @param results the folder for what was measured
 */
record BenchOptions(Set<Scenario> scenarios, int warmUp, int events, int rate, Duration limit, Path results) {
    /** Where results go unless told, from the root of the project. */
    static final Path RESULTS = Path.of("benchmarks", "results");

    static final BenchOptions DEFAULT =
            new BenchOptions(EnumSet.allOf(Scenario.class), 60_000, 200_000, 2_000, Duration.ofMinutes(10), RESULTS);

    BenchOptions {
        scenarios = Set.copyOf(scenarios);
    }

    /** For a first look: an eighth of the work. */
    BenchOptions quick() {
        return new BenchOptions(scenarios, 10_000, 30_000, rate, limit, results);
    }

    BenchOptions scenarios(Set<Scenario> chosen) {
        return new BenchOptions(chosen, warmUp, events, rate, limit, results);
    }

    BenchOptions warmUp(int deliveries) {
        return new BenchOptions(scenarios, deliveries, events, rate, limit, results);
    }

    BenchOptions events(int deliveries) {
        return new BenchOptions(scenarios, warmUp, deliveries, rate, limit, results);
    }

    BenchOptions rate(int perSecond) {
        return new BenchOptions(scenarios, warmUp, events, perSecond, limit, results);
    }

    BenchOptions limit(Duration time) {
        return new BenchOptions(scenarios, warmUp, events, rate, time, results);
    }

    BenchOptions results(Path folder) {
        return new BenchOptions(scenarios, warmUp, events, rate, limit, folder);
    }
}
