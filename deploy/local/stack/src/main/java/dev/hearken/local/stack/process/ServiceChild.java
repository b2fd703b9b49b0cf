package dev.hearken.local.stack.process;

import dev.hearken.local.backends.CtrlC;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The registry or a dispatcher as a child JVM. */
public final class ServiceChild implements Child {
    /** Time for the work in hand after a SIGTERM; then SIGKILL. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final String name;
    private final Path log;
    private final Process process;

    private ServiceChild(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a command with an empty log.
     *
     * @param environment added to the launcher's own
     * @throws IOException if the process cannot be started
     */
    public static ServiceChild start(
            String name, List<String> command, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(CtrlC.ignoredBy(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        return new ServiceChild(name, log, builder.start());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public Map<String, Long> processes() {
        return Map.of(name, pid());
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
