package dev.hearken.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of the launcher under {@code .hearken}, mode 700.
 *
 * <pre>
 *   .hearken/data            the data that stays: kafka, postgres, api-key, key-ring; locked while a stack uses it
 *   .hearken/log             what the children print; while one stack uses it, another writes to log/offset-N
 *   .hearken/env             addresses of the stack that became ready last
 *   .hearken/run/N.env       addresses of the stack with port offset N
 *   .hearken/run/N.children  its processes
 * </pre>
 *
 * @param root of the project
 */
record Home(Path root) {
    /** The system property that {@code ./hearken} sets; without it the working directory is the root. */
    static final String PROPERTY = "hearken.root";

    static Home ofSystemProperty() {
        return new Home(
                Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize());
    }

    Path registryJar() {
        return root.resolve("registry-service/target/quarkus-app/quarkus-run.jar");
    }

    Path dispatcherJar() {
        return root.resolve("dispatcher-service/target/quarkus-app/quarkus-run.jar");
    }

    Path data() {
        return folder().resolve("data");
    }

    Path dataLock() {
        return run().resolve("data.lock");
    }

    Path log() {
        return folder().resolve("log");
    }

    Path logLock() {
        return run().resolve("log.lock");
    }

    Path run() {
        return folder().resolve("run");
    }

    Path children(int portOffset) {
        return run().resolve(portOffset + ".children");
    }

    Path env() {
        return folder().resolve("env");
    }

    Path env(int portOffset) {
        return run().resolve(portOffset + ".env");
    }

    /** Makes the folders that are missing. */
    void create() throws IOException {
        if (!Files.isDirectory(folder())) {
            Files.createDirectory(folder());
        }
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(run());
        Files.createDirectories(log());
    }

    private Path folder() {
        return root.resolve(".hearken");
    }
}
