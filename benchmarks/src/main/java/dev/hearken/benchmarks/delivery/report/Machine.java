package dev.hearken.benchmarks.delivery.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * On what was measured, and what.
 *
 * @param cores processors that this JVM may use
 * @param java version and vendor
 * @param os name, version and architecture
 * @param commit of the sources, with {@code -dirty} behind it where they were changed; absent if unknown
 */
public record Machine(
        int cores, String java, String os, @Nullable String commit) {
    private static final int GIT_SECONDS = 10;

    /** This one, with the commit of the project in this folder. */
    public static Machine here(Path root) throws InterruptedException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version() + ", " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + ", " + System.getProperty("os.arch"),
                Files.exists(root.resolve(".git")) ? commit(root) : null);
    }

    private static @Nullable String commit(Path root) throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 ? commit : null;
        } catch (IOException e) {
            // No git, no commit.
            return null;
        }
    }
}
