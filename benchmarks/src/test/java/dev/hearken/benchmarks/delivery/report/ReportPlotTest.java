package dev.hearken.benchmarks.delivery.report;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

class ReportPlotTest {
    @Test
    void isWellFormedWhateverTheLabelsHold() throws Exception {
        Document plot = parse(ReportPlot.of(Samples.report()));

        assertThat(plot.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(texts(plot)).contains("to <20>").anyMatch(text -> text.contains("Some & Vendor"));
    }

    @Test
    void showsEachScenarioWithItsFigures() throws Exception {
        assertThat(texts(parse(ReportPlot.of(Samples.report()))))
                .contains("throughput", "latency", "isolation", "fan-out")
                .contains("9,000", "8,100", "121.3 µs", "110.0 µs")
                .contains("50 % within", "4.1 ms", "99.9 % within", "25.4 ms")
                .contains("stalled");
    }

    @Test
    void staysWithinItsFrame() throws Exception {
        // when
        Document plot = parse(ReportPlot.of(Samples.report()));

        // then
        int height = Integer.parseInt(plot.getDocumentElement().getAttribute("height"));
        int width = Integer.parseInt(plot.getDocumentElement().getAttribute("width"));
        assertThat(elements(plot, "text")).allSatisfy(text -> {
            assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(0.0, (double) height);
            assertThat(Double.parseDouble(text.getAttribute("x"))).isBetween(0.0, (double) width);
        });
    }

    @Test
    void drawsBarsInProportion() throws Exception {
        // given
        BarChart chart = new BarChart(
                "title", List.of(new Bar("a", 50, "50"), new Bar("b", 100, "100"), new Bar("none", 0, "failed")));

        // when
        List<Element> bars = elements(parse("<svg>" + chart.at(0, 0) + "</svg>"), "rect");

        // then
        double longest = width(bars.get(1));
        assertThat(longest).isPositive();
        assertThat(width(bars.get(0))).isEqualTo(longest / 2);
        assertThat(width(bars.get(2))).isZero();
    }

    @Test
    void drawsNoBarsWhereNothingWasMeasured() throws Exception {
        BarChart chart = new BarChart("title", List.of(new Bar("a", 0, "stalled")));

        assertThat(width(elements(parse("<svg>" + chart.at(0, 0) + "</svg>"), "rect")
                        .get(0)))
                .isZero();
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }

    private static List<String> texts(Document plot) {
        return elements(plot, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document plot, String name) {
        NodeList found = plot.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
