package dev.hearken.system.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the faults of this run came to, as a table. */
final class FaultReport {
    private static final String FORMAT = "%-6s %9s %9s %6s %9s %8s %11s %7s  %s%n";

    private final Map<String, String> rows = new ConcurrentSkipListMap<>();

    /**
     * One fault is over.
     *
     * @param budget most duplicates that it may cost
     * @param figures others worth keeping, in the order of their names
     */
    void add(int fault, Account account, long budget, Map<String, ?> figures) {
        StringBuilder others = new StringBuilder();
        new TreeMap<>(figures)
                .forEach((name, value) ->
                        others.append(name).append(' ').append(value).append("; "));
        String number = String.format(Locale.ROOT, "%02d", fault);
        rows.merge(
                number,
                String.format(
                        Locale.ROOT,
                        FORMAT,
                        number,
                        account.expected(),
                        account.delivered(),
                        account.dead(),
                        account.cancelled(),
                        account.missing(),
                        account.duplicates(),
                        budget,
                        others),
                String::concat);
    }

    /** Prints the table, and appends it to {@code target/faults.txt}. */
    void print() throws IOException {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                FORMAT,
                "fault",
                "expected",
                "delivered",
                "dead",
                "cancelled",
                "missing",
                "duplicates",
                "budget",
                "figures"));
        rows.values().forEach(table::append);
        System.out.println(table);
        Files.writeString(Path.of("target", "faults.txt"), table, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
