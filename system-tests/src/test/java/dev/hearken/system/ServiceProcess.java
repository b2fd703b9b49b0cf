package dev.hearken.system;

import dev.hearken.test.TestBackends;
import dev.hearken.test.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A packaged service as a process of its own, on free ports. */
public final class ServiceProcess implements AutoCloseable {
    static final String API_KEY = "hk_systemtest01_" + "s".repeat(43);
    private static final String KEY_RING = "k1:" + java.util.Base64.getEncoder().encodeToString(new byte[32]);
    private static final String LOOPBACK = "127.0.0.0/8,::1/128";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final Process process;
    private final int managementPort;
    private final int port;
    private final Path log;

    private ServiceProcess(String name, Path app, List<String> properties, Map<String, String> environment)
            throws IOException {
        this.name = name;
        this.port = freePort();
        this.managementPort = freePort();
        this.log = Files.createDirectories(Path.of("target", "services")).resolve(name + "-" + managementPort + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + managementPort));
        command.addAll(properties);
        command.addAll(List.of(
                "-jar",
                app.resolve("target/quarkus-app/quarkus-run.jar")
                        .toAbsolutePath()
                        .toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        this.process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, name + "-end"));
    }

    static ServiceProcess registry(TestBackends backends, TestDatabase database) throws IOException {
        return registry(backends.bootstrapServers(), database.jdbcUrl(), database.user(), database.password());
    }

    /** A registry on this broker and this database. */
    public static ServiceProcess registry(
            String bootstrap, String jdbcUrl, String user, String password, String... properties) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "-Dkafka.bootstrap.servers=" + bootstrap,
                "-Dquarkus.datasource.jdbc.url=" + jdbcUrl,
                "-Dquarkus.datasource.username=" + user));
        all.addAll(List.of(properties));
        return new ServiceProcess(
                "registry",
                Path.of("../registry-service"),
                all,
                Map.of(
                        "QUARKUS_DATASOURCE_PASSWORD", password,
                        "REGISTRY_ACCESS_BOOTSTRAP_KEY", API_KEY,
                        "REGISTRY_SECRET_KEY_RING", KEY_RING,
                        "REGISTRY_EGRESS_ALLOW", LOOPBACK));
    }

    static ServiceProcess dispatcher(TestBackends backends, String instance, String... properties) throws IOException {
        return dispatcher(backends.bootstrapServers(), instance, LOOPBACK, List.of(properties));
    }

    /**
     * A dispatcher on this broker.
     *
     * @param instance its name, also of its log file
     * @param allowed addresses that it may dial besides public ones
     * @param properties more arguments for its JVM
     */
    public static ServiceProcess dispatcher(String bootstrap, String instance, String allowed, List<String> properties)
            throws IOException {
        return dispatcher(bootstrap, instance, allowed, properties, Map.of());
    }

    /** As {@link #dispatcher(String, String, String, List)}, with more variables in its environment. */
    public static ServiceProcess dispatcher(
            String bootstrap, String instance, String allowed, List<String> properties, Map<String, String> environment)
            throws IOException {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(Map.of(
                "DISPATCHER_SECRET_KEY_RING", KEY_RING,
                "DISPATCHER_EGRESS_ALLOW", allowed,
                "HEARKEN_INSTANCE", instance));
        List<String> all = new ArrayList<>(List.of("-Dkafka.bootstrap.servers=" + bootstrap));
        all.addAll(properties);
        return new ServiceProcess(
                "dispatcher-" + instance,
                Path.of(System.getProperty("hearken.dispatcher.home", "../dispatcher-service")),
                all,
                variables);
    }

    /** Returns when the service says that it is ready. */
    public ServiceProcess awaitReady() {
        Awaitility.await(name + " is ready, see " + log)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(name + " died:\n" + Files.readString(log));
                    }
                    return isReady();
                });
        return this;
    }

    /** Whether the service says that it is ready; false also while it does not answer. */
    public boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").startsWith("200");
        } catch (IOException e) {
            return false;
        }
    }

    /** Status and body of a page of the management port. */
    public String get(String path) throws IOException, InterruptedException {
        var response = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    /** Address of its API. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** How many listeners a dispatcher knows. */
    public int listeners() {
        return (int) meter("hearken_catalog_listeners ");
    }

    /** The sum of the meters whose lines begin like this; -1 if there is none, or no answer. */
    public double meter(String beginning) {
        try {
            return get("/q/metrics")
                    .lines()
                    .filter(line -> line.startsWith(beginning))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .reduce(Double::sum)
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** From now on it can open only so many files and connections more than it has open. */
    public void limitFiles(int more) throws IOException, InterruptedException {
        Process limited = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(process.pid()), "--nofile=" + descriptorsUpTo(more))
                .start();
        if (limited.waitFor() != 0) {
            throw new IOException(
                    "prlimit refused: " + new String(limited.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The lowest number below which so many descriptors are free: the lowest free one is always taken next. */
    private long descriptorsUpTo(int more) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            Set<String> taken = open.map(fd -> fd.getFileName().toString()).collect(Collectors.toSet());
            return LongStream.iterate(0, fd -> fd + 1)
                            .filter(fd -> !taken.contains(Long.toString(fd)))
                            .skip(more - 1L)
                            .findFirst()
                            .orElseThrow()
                    + 1;
        }
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** SIGSTOP: the process stands still and keeps its connections. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Whether the process ends by itself within this time. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toSeconds(), TimeUnit.SECONDS);
    }

    /** What it ended with; it must have ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** SIGTERM; false if it had not ended within this time. */
    public boolean terminate(Duration within) throws InterruptedException {
        process.destroy();
        return process.waitFor(within.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        if (!terminate(Duration.ofSeconds(45))) {
            kill();
        }
    }

    /** A port that nobody listens on at the moment. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
