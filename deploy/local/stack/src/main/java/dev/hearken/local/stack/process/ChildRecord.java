package dev.hearken.local.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * What one stack has started, in a file, so that the next start can tidy up after a launcher that was killed.
 *
 * <pre>
 *   launcher 4711 1767750867000;
 *   temporary /tmp/hearken-123;
 *   kafka 4712 1767750868000;
 * </pre>
 */
public final class ChildRecord {
    static final String LAUNCHER = "launcher";
    static final String TEMPORARY = "temporary ";

    private final Path file;

    private ChildRecord(Path file) {
        this.file = file;
    }

    /** Begins a new record with this JVM as the launcher. */
    public static ChildRecord begin(Path file) throws IOException {
        Files.writeString(
                file, ProcessIdentity.of(LAUNCHER, ProcessHandle.current()).toLine() + "\n");
        return new ChildRecord(file);
    }

    /** Notes a directory that is removed at the end. */
    public void addTemporary(Path directory) throws IOException {
        append(TEMPORARY + directory + ";");
    }

    /** Forgets everything: the stack has stopped orderly. */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    void add(Child child) throws IOException {
        for (Map.Entry<String, Long> process : child.processes().entrySet()) {
            ProcessHandle handle = ProcessHandle.of(process.getValue()).orElse(null);
            if (handle != null) {
                append(ProcessIdentity.of(process.getKey(), handle).toLine());
            }
        }
    }

    private synchronized void append(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    }
}
