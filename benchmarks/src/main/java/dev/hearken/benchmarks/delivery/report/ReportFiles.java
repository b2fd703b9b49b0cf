package dev.hearken.benchmarks.delivery.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a report as JSON and as a plot.
 *
 * @param json the report, with all that is absent left out
 * @param plot the same as SVG
 */
public record ReportFiles(Path json, Path plot) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .enable(SerializationFeature.INDENT_OUTPUT);

    /** Writes {@code <time>.json} and {@code <time>.svg}, such as {@code 2026-01-07T021500Z.json}, into a folder. */
    public static ReportFiles write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = report.at().replace(":", "");
        ReportFiles files = new ReportFiles(folder.resolve(name + ".json"), folder.resolve(name + ".svg"));
        Files.writeString(files.json, JSON.writeValueAsString(report) + "\n");
        Files.writeString(files.plot, ReportPlot.of(report));
        return files;
    }
}
