package dev.hearken.benchmarks.delivery.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTableTest {
    private final String table = ReportTable.of(Samples.report());

    @Test
    void comparesEachRateWithTheScenariosFirst() {
        assertThat(line("isolation", "one more hangs")).contains("8,100", "121.3 µs", "420 MiB", "90 % of \"alone\"");
        assertThat(line("isolation", "alone")).doesNotContain("%");
    }

    @Test
    void saysLoudlyWhatDidNotEnd() {
        assertThat(line("fan-out", "to <20>")).contains("260,000", "STALLED");
    }

    @Test
    void tellsTheLatencies() {
        assertThat(table)
                .contains("half within 4.1 ms, 90 % within 6.2 ms, 99 % within 11.8 ms, 99.9 % within 25.4 ms");
    }

    private String line(String scenario, String label) {
        return table.lines()
                .filter(line -> line.startsWith(scenario) && line.contains(label))
                .findFirst()
                .orElseThrow();
    }
}
