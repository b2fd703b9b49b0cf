package dev.hearken.local.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A postmaster that outlived the JVM that started it, which nobody but a kill -9 can bring about.
 *
 * <p>Its {@code postmaster.pid} names a process; that process is only touched if it is a {@code postgres} whose
 * arguments name the very same data directory. A file that names no such process (the number may belong to another by
 * now) is removed, as PostgreSQL would refuse to start.
 */
final class StalePostmaster {
    private static final long SECONDS_TO_STOP = 10;
    private static final long POLL_MILLIS = 100;

    private final Path data;

    private StalePostmaster(Path data) {
        this.data = data;
    }

    static StalePostmaster of(Path data) {
        return new StalePostmaster(data);
    }

    /** Stops it, if there is one: fast shutdown first (SIGINT), the hard way after ten seconds. */
    void stop() throws IOException {
        Optional<ProcessHandle> found = find();
        if (found.isPresent()) {
            ProcessHandle postmaster = found.get();
            if (!interrupt(postmaster) || !endsInTime(postmaster)) {
                postmaster.destroyForcibly();
                endsInTime(postmaster);
            }
        }
        Files.deleteIfExists(pidFile());
    }

    Optional<ProcessHandle> find() throws IOException {
        return pid().flatMap(ProcessHandle::of).filter(this::isOurs);
    }

    /** Returns when there is none any more. */
    void awaitEnd() throws IOException {
        while (find().isPresent() && pause()) {
            // It is no child of this JVM, so there is no other way than to look.
        }
    }

    /** First line of {@code postmaster.pid}; empty without the file or with one that was cut short. */
    Optional<Long> pid() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile());
        return lines.stream()
                .limit(1)
                .map(String::strip)
                .filter(l -> l.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .findFirst();
    }

    private boolean isOurs(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean isPostgres =
                info.command().map(c -> Path.of(c).endsWith("postgres")).orElse(false);
        return isPostgres && Stream.of(info.arguments().orElse(new String[0])).anyMatch(this::isData);
    }

    private boolean isData(String argument) {
        try {
            return argument.startsWith("/") && Files.isSameFile(Path.of(argument), data);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean interrupt(ProcessHandle process) throws IOException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(process.pid()))
                .inheritIO()
                .start();
        try {
            return kill.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A process that ended but whose parent has not noticed yet (a zombie) has no command any more. */
    private boolean endsInTime(ProcessHandle process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_STOP);
        while (process.isAlive() && isOurs(process)) {
            if (System.nanoTime() > deadline || !pause()) {
                return false;
            }
        }
        return true;
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }
}
