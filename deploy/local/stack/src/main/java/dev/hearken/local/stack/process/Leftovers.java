package dev.hearken.local.stack.process;

import dev.hearken.local.backends.Backends;
import dev.hearken.local.backends.Directories;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tidies up after launchers that were killed: their children are given time to end by themselves, which they do as
 * their input has ended, and are stopped otherwise; temporary directories are removed. Stacks whose launcher lives are
 * left alone.
 */
public final class Leftovers {
    private static final Duration TO_END_BY_THEMSELVES = Duration.ofSeconds(35);
    private static final Duration AFTER_A_SIGNAL = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 50;

    private final PrintStream out;

    /** Tells on {@code out} what it stops. */
    public Leftovers(PrintStream out) {
        this.out = out;
    }

    /** Looks through all records, {@code *.children}, of a folder. */
    public void tidy(Path folder) throws IOException, InterruptedException {
        try (DirectoryStream<Path> records = Files.newDirectoryStream(folder, "*.children")) {
            for (Path file : records) {
                List<String> lines = Files.readAllLines(file);
                if (!isLaunched(lines)) {
                    // First the one that nobody tells to stop when its keeper was killed as well.
                    for (Path directory : temporary(lines)) {
                        Backends.stopLeftovers(directory);
                    }
                    stopChildren(lines);
                    for (Path directory : temporary(lines)) {
                        Directories.remove(directory);
                    }
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isLaunched(List<String> lines) {
        return lines.stream()
                .map(ProcessIdentity::parse)
                .flatMap(Optional::stream)
                .filter(p -> p.name().equals(ChildRecord.LAUNCHER))
                .anyMatch(p -> p.running().isPresent());
    }

    private void stopChildren(List<String> lines) throws InterruptedException {
        long deadline = System.nanoTime() + TO_END_BY_THEMSELVES.toNanos();
        for (String line : lines) {
            ProcessIdentity child = ProcessIdentity.parse(line).orElse(null);
            if (child != null && child.running().isPresent()) {
                out.println(
                        "Waiting for " + child.name() + " (pid " + child.pid() + ") of a stack that was killed ...");
                stop(child, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        }
    }

    private static void stop(ProcessIdentity child, Duration patience) throws InterruptedException {
        if (!ends(child, patience)) {
            child.running().ifPresent(ProcessHandle::destroy);
            if (!ends(child, AFTER_A_SIGNAL)) {
                child.running().ifPresent(ProcessHandle::destroyForcibly);
                ends(child, AFTER_A_SIGNAL);
            }
        }
    }

    private static boolean ends(ProcessIdentity child, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (child.running().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    private static List<Path> temporary(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(ChildRecord.TEMPORARY) && line.endsWith(";"))
                .map(line -> Path.of(line.substring(ChildRecord.TEMPORARY.length(), line.length() - 1)))
                .toList();
    }
}
