package dev.hearken.benchmarks.delivery.report;

import dev.hearken.benchmarks.delivery.receiver.Latency;
import java.util.List;

/** Reports that nobody measured. */
final class Samples {
    private static final Machine MACHINE =
            new Machine(2, "25.0.1+8, Some & Vendor", "Linux 6.1, amd64", "0123456789ab");

    private Samples() {}

    static Measurement drained(String scenario, String label, double perSecond, double cpuMicros) {
        return new Measurement(
                new PlanFacts(scenario, label, 10_000, 1, 60_000, 260_000, 0),
                End.COMPLETE,
                0,
                3,
                4_200L,
                new Pace(200_000, 200_000 / perSecond),
                new Cost(cpuMicros, 20, 10, 420L),
                null,
                null);
    }

    static Measurement atRate() {
        return new Measurement(
                new PlanFacts("latency", "2,000/s", 10_000, 1, 60_000, 120_000, 2_000),
                End.COMPLETE,
                0,
                0,
                3_900L,
                new Pace(60_000, 30),
                new Cost(110.5, 20, 10, null),
                new Latency(60_000, 4_100, 6_200, 11_800, 25_400, 31_000),
                900L);
    }

    static Measurement stalled() {
        return new Measurement(
                new PlanFacts("fan-out", "to <20>", 10_000, 20, 3_000, 13_000, 0),
                End.STALLED,
                260_000,
                0,
                null,
                null,
                null,
                null,
                null);
    }

    static Report report() {
        return new Report(
                "2026-01-07T02:15:00Z",
                MACHINE,
                List.of(
                        drained("throughput", "backlog", 9_000, 110),
                        atRate(),
                        drained("isolation", "alone", 9_000, 110),
                        drained("isolation", "one more hangs", 8_100, 121.26),
                        stalled()));
    }
}
