package dev.hearken.benchmarks.delivery.report;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars with labels at both ends, as a part of an SVG document.
 *
 * <pre>
 *   title
 *   label ████████████████ text
 *   label ███████ text
 * </pre>
 *
 * @param title above the bars
 * @param bars from top to bottom; the longest takes all the room there is
 */
record BarChart(String title, List<Bar> bars) {
    /** Width of a chart in pixels. */
    static final int WIDTH = 390;

    private static final int TITLE = 24;
    private static final int ROW = 24;
    private static final int BAR = 16;
    private static final int LABELS = 118;
    private static final int TEXTS = 84;

    BarChart {
        bars = List.copyOf(bars);
    }

    /** In pixels. */
    int height() {
        return TITLE + bars.size() * ROW;
    }

    /** The elements, with the chart's upper left corner there. */
    String at(int x, int y) {
        double longest = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        StringBuilder svg = new StringBuilder(
                line("<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>", x, y + 14, Xml.text(title)));
        int top = y + TITLE;
        for (Bar bar : bars) {
            svg.append(row(bar, length(bar.value(), longest), x, top));
            top += ROW;
        }
        return svg.toString();
    }

    private static double length(double value, double longest) {
        return longest > 0 ? (WIDTH - LABELS - TEXTS) * value / longest : 0;
    }

    private static String row(Bar bar, double length, int x, int y) {
        int baseline = y + BAR - 4;
        return line(
                        "<text class=\"label\" x=\"%d\" y=\"%d\">%s</text>",
                        x + LABELS - 8, baseline, Xml.text(bar.label()))
                + line("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>", x + LABELS, y, length, BAR)
                + line("<text x=\"%.1f\" y=\"%d\">%s</text>", x + LABELS + length + 6, baseline, Xml.text(bar.text()));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
