package dev.hearken.local.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Running backends: their addresses, their processes and the way to stop them. */
public final class Backends implements AutoCloseable {
    /** A start that takes longer has failed. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    /** A stop that takes longer becomes a kill; the next start then recovers. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    /** A free port can be taken by another program between its choice and its use. */
    private static final int ATTEMPTS = 3;

    private static final int REPORTED_LINES = 40;

    private final BackendsOptions options;
    private final Process process;
    private final Properties ready;

    private Backends(BackendsOptions options, Process process, Properties ready) {
        this.options = options;
        this.process = process;
        this.ready = ready;
    }

    /**
     * Starts what the options ask for and returns when it serves.
     *
     * <p>A PostgreSQL that a killed predecessor left behind on the same directory is stopped first.
     *
     * @throws IOException if a part cannot start, with the end of the log in the message
     */
    public static Backends start(BackendsOptions options) throws IOException {
        Files.createDirectories(options.directory());
        for (int attempt = 1; ; attempt++) {
            Files.deleteIfExists(options.readyFile());
            Process process = ChildJvm.start(options);
            if (becomesReady(options, process)) {
                return new Backends(options, process, ReadyFile.read(options.readyFile()));
            }
            stop(process);
            boolean mayTryAgain = options.kafkaPort() == 0 && attempt < ATTEMPTS;
            if (process.exitValue() != BackendsMain.PORT_TAKEN || !mayTryAgain) {
                throw new IOException("%s did not start (exit code %d). The end of %s:%n%s"
                        .formatted(
                                options.parts(),
                                process.exitValue(),
                                options.log(),
                                LogTail.of(options.log(), REPORTED_LINES)));
            }
        }
    }

    /**
     * Stops a PostgreSQL that a killed predecessor left behind on this directory, if there is one.
     *
     * <p>Only for a caller that knows that nobody uses the directory at the moment; {@link #start} does it by itself.
     *
     * @throws IOException if the process cannot be stopped
     */
    public static void stopLeftovers(Path directory) throws IOException {
        StalePostmaster.of(
                        PostgresServer.dataDirectory(directory.toAbsolutePath().normalize()))
                .stop();
    }

    /**
     * Address of the broker, {@code 127.0.0.1:<port>}.
     *
     * @throws IllegalStateException if no broker was asked for
     */
    public String bootstrapServers() {
        return value(ReadyFile.BOOTSTRAP_SERVERS);
    }

    /**
     * JDBC address of the database {@code hearken}, without user and password.
     *
     * @throws IllegalStateException if no PostgreSQL was asked for
     */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + value(ReadyFile.POSTGRES_PORT) + "/" + PostgresServer.DATABASE;
    }

    /** Superuser of PostgreSQL, owner of {@link #jdbcUrl}'s database. */
    public String user() {
        return PostgresServer.USER;
    }

    /**
     * Password of {@link #user}, made when the data directory was made.
     *
     * @throws IllegalStateException if no PostgreSQL was asked for
     */
    public String password() {
        return value(ReadyFile.POSTGRES_PASSWORD);
    }

    /** Process of the child JVM, in which the broker runs. */
    public long pid() {
        return process.pid();
    }

    /**
     * Process of PostgreSQL's postmaster.
     *
     * @throws IllegalStateException if no PostgreSQL was asked for
     */
    public long postgresPid() {
        return Long.parseLong(value(ReadyFile.POSTGRES_PID));
    }

    /** Completes with the exit code when the child JVM ends, for whatever reason; a part that dies takes it along. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Stops everything, orderly if it takes no longer than 20 seconds; does nothing the second time. */
    @Override
    public void close() {
        stop(process);
    }

    private static boolean becomesReady(BackendsOptions options, Process process) throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() < deadline) {
                if (Files.exists(options.readyFile())) {
                    return true;
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
            return false;
        } catch (InterruptedException e) {
            stop(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + options.parts() + " was starting", e);
        }
    }

    /** Ends the child's input, which it takes as the order to stop. */
    private static void stop(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The child has gone already: there is nothing to tell it.
        }
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String value(String key) {
        String value = ready.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("only " + options.parts() + " was asked for");
        }
        return value;
    }
}
