package dev.hearken.benchmarks.delivery;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Entry of {@code ./hearken bench}; {@link Usage} says more, exit codes included. */
public final class Main {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int NOT_UNDERSTOOD = 2;

    private final PrintStream out = utf8(System.out);
    private final PrintStream err = utf8(System.err);

    private Main() {}

    /** Runs the benchmark of the project in the folder that the system property {@code hearken.root} names. */
    public static void main(String[] arguments) {
        System.exit(new Main().run(List.of(arguments)));
    }

    private int run(List<String> arguments) {
        return OrderParser.parse(arguments).fold(this::measure, this::help, this::refuse);
    }

    private int measure(Order.Measure order) {
        Path root =
                Path.of(System.getProperty("hearken.root", "")).toAbsolutePath().normalize();
        try {
            return new BenchRun(root, Clock.systemUTC(), out, err).run(order.options());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private int help() {
        out.print(Usage.TEXT);
        return OK;
    }

    private int refuse(Order.Refused order) {
        err.println(order.message());
        err.println();
        err.print(Usage.TEXT);
        return NOT_UNDERSTOOD;
    }

    private static PrintStream utf8(PrintStream terminal) {
        return new PrintStream(terminal, true, StandardCharsets.UTF_8);
    }
}
