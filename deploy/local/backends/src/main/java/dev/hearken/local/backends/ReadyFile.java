package dev.hearken.local.backends;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** What the child tells its parent once it serves: a properties file that appears complete or not at all, mode 600. */
final class ReadyFile {
    static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    static final String POSTGRES_PORT = "postgres.port";
    static final String POSTGRES_PASSWORD = "postgres.password";
    static final String POSTGRES_PID = "postgres.pid";

    private ReadyFile() {}

    static void write(Path file, Properties values) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, OwnerOnly.FILE);
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            values.store(writer, null);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static Properties read(Path file) throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        return values;
    }
}
