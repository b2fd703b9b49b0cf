package dev.hearken.local.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A PostgreSQL on 127.0.0.1 with a password, started and stopped by its own {@code pg_ctl}.
 *
 * <p>Not by the library's {@code EmbeddedPostgres}: that one always turns fsync off and trusts every local user as
 * superuser.
 */
final class PostgresServer {
    static final String USER = "hearken";
    static final String DATABASE = "hearken";

    private final Path data;
    private final Path log;
    private final PostgresPrograms programs;
    private final PostgresPassword password;

    private PostgresServer(Path data, Path log, PostgresPrograms programs, PostgresPassword password) {
        this.data = data;
        this.log = log;
        this.programs = programs;
        this.password = password;
    }

    static Path dataDirectory(Path directory) {
        return directory.resolve("postgres");
    }

    /** Prepares a server: unpacks the programs and makes the data directory where that has not been done. */
    static PostgresServer in(Path directory, Path log) throws IOException {
        PostgresPrograms programs = PostgresPrograms.unpacked(directory);
        PostgresPassword password = PostgresPassword.in(directory);
        Path data = dataDirectory(directory);
        if (!Files.exists(data)) {
            initialise(data, programs, password);
        }
        return new PostgresServer(data, log, programs, password);
    }

    /** Returns when the server accepts connections and has its database. */
    void start(int port) throws Exception {
        StalePostmaster.of(data).stop();
        writeSettings(port);
        programs.run("pg_ctl", "-D", data.toString(), "-l", log.toString(), "-t", "60", "--silent", "--wait", "start");
        PostgresDatabase.create(port, password.value());
    }

    String password() throws IOException {
        return password.value();
    }

    long pid() throws IOException {
        return StalePostmaster.of(data)
                .pid()
                .orElseThrow(() -> new IOException("PostgreSQL has ended right after its start"));
    }

    /** Fast shutdown: breaks connections off, keeps what was committed. Does nothing where it does not run. */
    void stop() {
        try {
            if (StalePostmaster.of(data).pid().isPresent()) {
                programs.run("pg_ctl", "-D", data.toString(), "-m", "fast", "-t", "15", "--silent", "--wait", "stop");
            }
        } catch (IOException e) {
            System.err.println("PostgreSQL could not be stopped: " + e);
        }
    }

    void awaitEnd() {
        try {
            StalePostmaster.of(data).awaitEnd();
        } catch (IOException e) {
            // Its directory cannot be read any more: as good as an end.
        }
    }

    /** In a directory beside it, renamed when complete: one that was interrupted is started over. */
    private static void initialise(Path data, PostgresPrograms programs, PostgresPassword password) throws IOException {
        Path unfinished = data.resolveSibling("postgres.unfinished");
        Directories.remove(unfinished);
        programs.run(
                "initdb",
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + password.file(),
                "--encoding=UTF8",
                // The same on every platform, whatever locales it has.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions",
                "--no-sync");
        Files.writeString(
                unfinished.resolve("postgresql.conf"), "include = 'hearken.conf'\n", StandardOpenOption.APPEND);
        Files.move(unfinished, data);
    }

    private void writeSettings(int port) throws IOException {
        Files.write(
                data.resolve("hearken.conf"),
                List.of(
                        "port = " + port,
                        "listen_addresses = '127.0.0.1'",
                        "unix_socket_directories = ''",
                        "max_connections = 100",
                        "shared_buffers = '32MB'",
                        "timezone = 'UTC'",
                        "log_timezone = 'UTC'"));
    }
}
