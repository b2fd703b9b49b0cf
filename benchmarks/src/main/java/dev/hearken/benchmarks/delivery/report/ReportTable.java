package dev.hearken.benchmarks.delivery.report;

import dev.hearken.benchmarks.delivery.receiver.Latency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as lines for a terminal. */
public final class ReportTable {
    private static final String ROW = "%-11s %-16s %12s %12s %9s %10s %9s %8s  %s";

    private ReportTable() {}

    /** A heading, a line for each measurement, and one for each latency. */
    public static String of(Report report) {
        StringBuilder lines = new StringBuilder();
        add(lines, ROW, "scenario", "", "deliveries/s", "CPU each", "missing", "duplicates", "memory", "first", "");
        for (Map.Entry<String, List<Measurement>> scenario : report.byScenario().entrySet()) {
            Measurement first = scenario.getValue().get(0);
            scenario.getValue().forEach(measurement -> addRow(lines, measurement, first));
        }
        report.measurements().forEach(measurement -> addLatency(lines, measurement));
        return lines.toString();
    }

    private static void addRow(StringBuilder lines, Measurement m, Measurement first) {
        Pace pace = m.pace();
        Cost cost = m.cost();
        Long memory = cost == null ? null : cost.peakMemoryMiB();
        Long start = m.firstDeliveryMillis();
        add(
                lines,
                ROW,
                m.plan().scenario(),
                m.plan().label(),
                pace == null ? "-" : number("%,.0f", pace.perSecond()),
                cost == null ? "-" : number("%.1f µs", cost.cpuMicros()),
                number("%,d", m.missing()),
                number("%,d", m.duplicates()),
                memory == null ? "-" : number("%,d MiB", memory),
                start == null ? "-" : number("%.1f s", start / 1e3),
                remark(m, first));
    }

    /** What went wrong, or else how the rate compares with the scenario's first. */
    private static String remark(Measurement m, Measurement first) {
        if (m.end() != End.COMPLETE) {
            return m.end().label().toUpperCase(Locale.ROOT);
        }
        Pace pace = m.pace();
        Pace reference = first.pace();
        return m.equals(first) || pace == null || reference == null || reference.perSecond() == 0
                ? ""
                : number("%.0f %% of", 100 * pace.perSecond() / reference.perSecond()) + " \""
                        + first.plan().label() + "\"";
    }

    private static void addLatency(StringBuilder lines, Measurement m) {
        Latency latency = m.latencyMicros();
        if (latency != null) {
            add(
                    lines,
                    "%s %s: half within %.1f ms, 90 %% within %.1f ms, 99 %% within %.1f ms, 99.9 %% within %.1f ms",
                    m.plan().scenario(),
                    m.plan().label(),
                    latency.p50() / 1e3,
                    latency.p90() / 1e3,
                    latency.p99() / 1e3,
                    latency.p999() / 1e3);
        }
    }

    private static void add(StringBuilder lines, String format, Object... values) {
        lines.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
