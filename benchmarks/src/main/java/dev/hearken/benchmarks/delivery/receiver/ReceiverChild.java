package dev.hearken.benchmarks.delivery.receiver;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.local.backends.CtrlC;
import dev.hearken.local.stack.process.Child;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running receiver, seen from the benchmark; used by one thread, but for {@link #stop}. */
public final class ReceiverChild implements Child {
    private static final Duration TO_END = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final BufferedWriter questions;
    private final BufferedReader answers;
    private final List<String> urls;

    private ReceiverChild(Process process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
        this.urls = Arrays.stream(JSON.readValue(answer(), int[].class))
                .mapToObj(port -> "http://127.0.0.1:" + port + "/callback")
                .toList();
    }

    /**
     * Starts a receiver and returns when it listens.
     *
     * @param events numbers from 0 to one less are expected
     * @param warmUp numbers below it do not count for {@link #latency}
     * @param behaviours one for each endpoint
     * @param log what it prints beside its answers
     * @throws IOException if it does not start
     */
    public static ReceiverChild start(int events, int warmUp, List<Behaviour> behaviours, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ReceiverMain.class.getName(),
                Integer.toString(events),
                Integer.toString(warmUp)));
        behaviours.forEach(behaviour -> command.add(behaviour.toArgument()));
        Process process = new ProcessBuilder(CtrlC.ignoredBy(command))
                .redirectError(Redirect.to(log.toFile()))
                .start();
        try {
            return new ReceiverChild(process, log);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Addresses of the endpoints, in the order of their behaviours. */
    public List<String> urls() {
        return urls;
    }

    /** What has come so far. */
    public ReceiverState state() throws IOException {
        return JSON.readValue(ask(ReceiverMain.STATE), ReceiverState.class);
    }

    /** How late the events came that were not for warming up, at all endpoints. */
    public Latency latency() throws IOException {
        return JSON.readValue(ask(ReceiverMain.LATENCY), Latency.class);
    }

    private String ask(String question) throws IOException {
        questions.write(question);
        questions.newLine();
        questions.flush();
        return answer();
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The receiver has ended; " + log + " may say why.");
        }
        return answer;
    }

    @Override
    public String name() {
        return "receiver";
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
        return Map.of(name(), pid());
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Ends its input, after which it ends. */
    @Override
    public void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
