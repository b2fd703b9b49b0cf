package dev.hearken.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/** The launcher as a process of its own, as {@code ./hearken} runs it. */
final class Launcher implements AutoCloseable {
    private final Process process;
    private final Path output;

    private Launcher(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Launcher start(FakeProject project, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dhearken.root=" + project.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Launcher(process, output);
    }

    Launcher awaitReady() {
        await().atMost(Duration.ofSeconds(90)).until(() -> output().contains("Hearken is ready") || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException(output());
        }
        return this;
    }

    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    Process process() {
        return process;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The variables of the env command, which must succeed. */
    static Map<String, String> env(FakeProject project, Path output, String... options)
            throws IOException, InterruptedException {
        String[] arguments = Stream.concat(Stream.of("env"), Stream.of(options)).toArray(String[]::new);
        try (Launcher launcher = start(project, output, arguments)) {
            if (launcher.awaitEnd() != 0) {
                throw new IllegalStateException(launcher.output());
            }
            return launcher.output()
                    .lines()
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 1)));
        }
    }

    /** The processes of HEARKEN_PIDS by name. */
    static Map<String, ProcessHandle> processes(Map<String, String> env) {
        return Stream.of(env.get("HEARKEN_PIDS").split(","))
                .map(p -> p.split(":"))
                .collect(Collectors.toMap(
                        p -> p[0], p -> ProcessHandle.of(Long.parseLong(p[1])).orElseThrow()));
    }

    /** Not so for a process that ended and that nobody has noticed yet: it has no command any more. */
    static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    static int freeOffset() throws IOException {
        return Stream.iterate(10_000, o -> o + 150)
                .limit(200)
                .filter(Launcher::isFree)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static boolean isFree(int offset) {
        try {
            return PortCheck.taken(Ports.of(new StackOptions(true, offset, 4)).claims())
                    .isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
