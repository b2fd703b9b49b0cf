package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.delivery.report.Machine;
import dev.hearken.benchmarks.delivery.report.Measurement;
import dev.hearken.benchmarks.delivery.report.Report;
import dev.hearken.benchmarks.delivery.report.ReportFiles;
import dev.hearken.benchmarks.delivery.report.ReportTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The command {@code bench}: measures, writes the results and shows them; whatever it starts ends with this JVM. */
final class BenchRun {
    private final Path root;
    private final InstantSource clock;
    private final PrintStream out;
    private final PrintStream err;

    BenchRun(Path root, InstantSource clock, PrintStream out, PrintStream err) {
        this.root = root;
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit code; after a signal it never returns, the JVM ends with the signal's own code. */
    int run(BenchOptions options) throws InterruptedException {
        try {
            Bench bench = new Bench(Workplace.in(root, out), out);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(bench), "stop"));
            return run(bench, options);
        } catch (IOException e) {
            err.println(e.getMessage());
            return Main.FAILED;
        }
    }

    private int run(Bench bench, BenchOptions options) throws IOException, InterruptedException {
        String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            Report report = new Report(at, Machine.here(root), bench.run(new Plans(options).all(), options.limit()));
            ReportFiles files = ReportFiles.write(report, root.resolve(options.results()));
            out.println();
            out.print(ReportTable.of(report));
            out.println();
            out.println("Written: " + files.json() + " and " + files.plot());
            return report.measurements().stream().allMatch(Measurement::isComplete) ? Main.OK : failed();
        } catch (IOException | RuntimeException e) {
            if (bench.isStopping()) {
                // The JVM ends anyhow; nothing went wrong but what the stop itself brought about.
                Thread.currentThread().join();
            }
            throw e;
        }
    }

    private int failed() {
        err.println("Not everything has arrived; the logs in .hearken/log/bench may say why.");
        return Main.FAILED;
    }

    private void stop(Bench bench) {
        try {
            bench.stop();
        } catch (IOException e) {
            err.println("Not everything could be tidied up: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
