package dev.hearken.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says which backends a test ran with: on standard output, so in the test's own report, and in
 * {@code target/backends.txt}.
 */
final class BackendsReport {
    private BackendsReport() {}

    static void write(String description) throws IOException {
        String line = "Backends: " + description;
        System.out.println(line);
        Path target = Path.of("target");
        if (Files.isDirectory(target)) {
            Files.writeString(
                    target.resolve("backends.txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
