package dev.hearken.benchmarks.delivery.report;

import dev.hearken.benchmarks.delivery.receiver.Latency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A report as one SVG document: a row for each scenario, with the rate on the left and the processor time on the right;
 * where the rate was fixed, latencies on the left. Colours follow the reader's choice of light or dark.
 */
final class ReportPlot {
    private static final int MARGIN = 20;
    private static final int WIDTH = 2 * BarChart.WIDTH + 3 * MARGIN;
    private static final int HEAD = 64;
    private static final int HEADING = 28;

    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #24292f; }
            .heading { font-size: 15px; font-weight: 600; }
            .title, .about { fill: #57606a; }
            .label { text-anchor: end; }
            .paper { fill: #ffffff; }
            rect { fill: #2f7fd1; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              .title, .about { fill: #9da7b3; }
              .paper { fill: #0d1117; }
              rect { fill: #58a6ff; }
            }
            </style>
            """;

    private final StringBuilder body = new StringBuilder();
    private int y = HEAD;

    private ReportPlot() {}

    /** The document. */
    static String of(Report report) {
        ReportPlot plot = new ReportPlot();
        report.byScenario().forEach(plot::add);
        return plot.document(report);
    }

    private void add(String scenario, List<Measurement> measurements) {
        body.append(text("heading", MARGIN, y + 16, scenario));
        BarChart left = latencies(measurements).orElseGet(() -> rates(measurements));
        BarChart right = processorTimes(measurements);
        body.append(left.at(MARGIN, y + HEADING)).append(right.at(2 * MARGIN + BarChart.WIDTH, y + HEADING));
        y += HEADING + Math.max(left.height(), right.height()) + MARGIN;
    }

    private static BarChart rates(List<Measurement> measurements) {
        return new BarChart("deliveries per second", bars(measurements, Measurement::pace, Pace::perSecond, "%,.0f"));
    }

    private static BarChart processorTimes(List<Measurement> measurements) {
        return new BarChart(
                "processor time of the dispatcher per delivery",
                bars(measurements, Measurement::cost, Cost::cpuMicros, "%,.1f µs"));
    }

    private static <T> List<Bar> bars(
            List<Measurement> measurements, Function<Measurement, T> part, Function<T, Double> value, String format) {
        return measurements.stream()
                .map(m -> Optional.ofNullable(part.apply(m))
                        .map(value)
                        .map(v -> new Bar(m.plan().label(), v, number(format, v)))
                        .orElseGet(() -> new Bar(m.plan().label(), 0, m.end().label())))
                .toList();
    }

    private static Optional<BarChart> latencies(List<Measurement> measurements) {
        return measurements.stream()
                .map(Measurement::latencyMicros)
                .filter(Objects::nonNull)
                .findFirst()
                .map(latency -> new BarChart("from due to arrived", percentiles(latency)));
    }

    private static List<Bar> percentiles(Latency latency) {
        return Stream.of(
                        Map.entry("50 %", latency.p50()),
                        Map.entry("90 %", latency.p90()),
                        Map.entry("99 %", latency.p99()),
                        Map.entry("99.9 %", latency.p999()))
                .map(p -> new Bar(p.getKey() + " within", p.getValue(), number("%,.1f ms", p.getValue() / 1e3)))
                .toList();
    }

    private String document(Report report) {
        Machine machine = report.machine();
        String commit = machine.commit();
        String about = report.at() + " · " + machine.cores() + " cores · Java " + machine.java() + " · " + machine.os()
                + (commit == null ? "" : " · " + commit);
        return number(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\">\n",
                        WIDTH, y)
                + STYLE
                + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
                + text("heading", MARGIN, 26, "Hearken: whole deliveries")
                + text("about", MARGIN, 46, about)
                + body
                + "</svg>\n";
    }

    private static String text(String type, int x, int y, String text) {
        return number("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", type, x, y, Xml.text(text));
    }

    private static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
