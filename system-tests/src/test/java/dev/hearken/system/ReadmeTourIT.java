package dev.hearken.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The five minutes of the README, command by command, against a stack that {@code ./hearken up} runs. */
class ReadmeTourIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TOUR = Pattern.compile("<!-- tour:start -->(.*)<!-- tour:end -->", Pattern.DOTALL);
    private static final Pattern BLOCK =
            Pattern.compile("^```([a-z ]+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Path LOGS = Path.of("target", "tour").toAbsolutePath();

    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void startStack() throws IOException {
        Files.createDirectories(LOGS);
        try (Stream<Path> old = Files.list(LOGS)) {
            for (Path log : old.toList()) {
                Files.delete(log);
            }
        }
        Path log = LOGS.resolve("up.log");
        Process up = start(log, "./hearken", "up", "--ephemeral", "--port-offset", "13000");
        await("the stack is ready, see " + log).atMost(Duration.ofMinutes(8)).until(() -> {
            assertThat(up.isAlive()).as(Files.readString(log)).isTrue();
            return Files.readString(log).contains("Hearken is ready");
        });
    }

    @AfterEach
    void stopWhatWasStarted() throws InterruptedException {
        for (int i = processes.size() - 1; i >= 0; i--) {
            Process process = processes.get(i);
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void endsAsTheReadmeSays() throws IOException, InterruptedException {
        // given
        String readme = Files.readString(ROOT.resolve("README.md"));
        String tour = TOUR.matcher(readme).results().findFirst().orElseThrow().group(1);
        List<MatchResult> blocks = BLOCK.matcher(tour).results().toList();
        assertThat(blocks).hasSizeGreaterThan(4);

        // when
        StringBuilder environment = new StringBuilder("set -eu\n");
        List<String> shown = new ArrayList<>();
        for (MatchResult block : blocks) {
            String text = block.group(2);
            switch (block.group(1)) {
                case "bash background" ->
                    start(LOGS.resolve("background-" + processes.size() + ".log"), "bash", "-c", text);
                case "bash" -> run(environment, text);
                case "text" -> shown.add(text);
                default -> throw new IllegalStateException("the tour has a block of kind " + block.group(1));
            }
            // then
            if (block.group(1).equals("text")) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(outputs()).containsPattern(pattern(text)));
            }
        }
        assertThat(shown).hasSizeGreaterThan(1);
        assertThat(outputs()).doesNotContain("hourly-sync");
    }

    /** Each block sees the variables of those before it, as in one terminal. */
    private void run(StringBuilder environment, String block) throws IOException, InterruptedException {
        Path log = LOGS.resolve("foreground-" + processes.size() + ".log");
        Process process = start(log, "bash", "-c", environment + block);
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(block).isTrue();
        assertThat(process.exitValue()).as(block + Files.readString(log)).isZero();
        block.lines()
                .filter(line -> line.startsWith("eval "))
                .forEach(line -> environment.append(line).append('\n'));
    }

    private Process start(Path log, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        processes.add(process);
        return process;
    }

    /** What the receivers printed. */
    private static String outputs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(LOGS)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("background"))
                    .toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** The lines in this order, with anything between them and wherever the README shows an ellipsis. */
    private static Pattern pattern(String text) {
        return Pattern.compile(text.lines()
                .map(line ->
                        Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("[^\n]*")))
                .collect(Collectors.joining("(?s:.*)")));
    }
}
