package dev.hearken.benchmarks.delivery.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReportFilesTest {
    @TempDir
    Path folder;

    @Test
    void areNamedByTheTime() throws Exception {
        // when
        ReportFiles files = ReportFiles.write(Samples.report(), folder.resolve("new"));

        // then
        assertThat(files.json()).hasFileName("2026-01-07T021500Z.json").exists();
        assertThat(files.plot()).hasFileName("2026-01-07T021500Z.svg").exists();
    }

    @Test
    void holdTheMachineAndEveryMeasurement() throws Exception {
        // when
        JsonNode report = read(ReportFiles.write(Samples.report(), folder));

        // then
        assertThat(report.at("/at").asText()).isEqualTo("2026-01-07T02:15:00Z");
        assertThat(report.at("/machine/cores").asInt()).isEqualTo(2);
        assertThat(report.at("/machine/commit").asText()).isEqualTo("0123456789ab");
        assertThat(report.at("/measurements")).hasSize(5);
        JsonNode first = report.at("/measurements/0");
        assertThat(first.at("/plan/scenario").asText()).isEqualTo("throughput");
        assertThat(first.at("/end").asText()).isEqualTo("complete");
        assertThat(first.at("/pace/perSecond").asDouble()).isCloseTo(9_000, within(0.001));
        assertThat(first.at("/cost/cpuMicros").asDouble()).isEqualTo(110);
        assertThat(first.at("/duplicates").asInt()).isEqualTo(3);
        assertThat(report.at("/measurements/1/latencyMicros/p999").asInt()).isEqualTo(25_400);
    }

    @Test
    void leaveOutWhatIsAbsent() throws Exception {
        // when
        JsonNode stalled = read(ReportFiles.write(Samples.report(), folder)).at("/measurements/4");

        // then
        assertThat(stalled.at("/end").asText()).isEqualTo("stalled");
        assertThat(stalled.fieldNames()).toIterable().containsExactlyInAnyOrder("plan", "end", "missing", "duplicates");
    }

    private static JsonNode read(ReportFiles files) throws Exception {
        return new ObjectMapper().readTree(files.json().toFile());
    }
}
