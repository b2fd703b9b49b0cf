package dev.hearken.local.stack.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process and when it started: the number alone may belong to another process by now.
 *
 * @param name for people
 * @param pid its number
 * @param startedAtMillis since 1970
 */
record ProcessIdentity(String name, long pid, long startedAtMillis) {
    /** The start is computed from the machine's clock, which is set now and then. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static ProcessIdentity of(String name, ProcessHandle process) {
        return new ProcessIdentity(name, process.pid(), startOf(process).toEpochMilli());
    }

    /** Reads {@link #toLine}; empty for anything else, such as a line that was cut short. */
    static Optional<ProcessIdentity> parse(String line) {
        if (!line.matches("\\S+ \\d{1,18} \\d{1,18};")) {
            return Optional.empty();
        }
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        return Optional.of(new ProcessIdentity(
                line.substring(0, first),
                Long.parseLong(line.substring(first + 1, last)),
                Long.parseLong(line.substring(last + 1, line.length() - 1))));
    }

    /** {@code <name> <pid> <start>;}. */
    String toLine() {
        return name + " " + pid + " " + startedAtMillis + ";";
    }

    /** The process, if it still runs; one that ended unnoticed by its parent (a zombie) has no command any more. */
    Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(this::startedThen)
                .filter(p -> p.info().command().isPresent());
    }

    private boolean startedThen(ProcessHandle process) {
        return Math.abs(startOf(process).toEpochMilli() - startedAtMillis) <= TOLERANCE.toMillis();
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
