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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A packaged service as a process of its own, on free ports. */
final class ServiceProcess implements AutoCloseable {
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
    }

    static ServiceProcess registry(TestBackends backends, TestDatabase database) throws IOException {
        return new ServiceProcess(
                "registry",
                Path.of("../registry-service"),
                List.of(
                        "-Dkafka.bootstrap.servers=" + backends.bootstrapServers(),
                        "-Dquarkus.datasource.jdbc.url=" + database.jdbcUrl(),
                        "-Dquarkus.datasource.username=" + database.user()),
                Map.of(
                        "QUARKUS_DATASOURCE_PASSWORD", database.password(),
                        "REGISTRY_ACCESS_BOOTSTRAP_KEY", API_KEY,
                        "REGISTRY_SECRET_KEY_RING", KEY_RING,
                        "REGISTRY_EGRESS_ALLOW", LOOPBACK));
    }

    static ServiceProcess dispatcher(TestBackends backends, String instance) throws IOException {
        return new ServiceProcess(
                "dispatcher",
                Path.of("../dispatcher-service"),
                List.of("-Dkafka.bootstrap.servers=" + backends.bootstrapServers()),
                Map.of(
                        "DISPATCHER_SECRET_KEY_RING", KEY_RING,
                        "DISPATCHER_EGRESS_ALLOW", LOOPBACK,
                        "HEARKEN_INSTANCE", instance));
    }

    ServiceProcess awaitReady() {
        Awaitility.await(name + " is ready, see " + log)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(name + " died:\n" + Files.readString(log));
                    }
                    return isReady();
                });
        return this;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").startsWith("200");
        } catch (IOException e) {
            return false;
        }
    }

    /** Status and body of a page of the management port. */
    String get(String path) throws IOException, InterruptedException {
        var response = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** How many listeners a dispatcher knows. */
    int listeners() {
        try {
            return get("/q/metrics")
                    .lines()
                    .filter(line -> line.startsWith("hearken_catalog_listeners "))
                    .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** SIGTERM; false if it had not ended within this time. */
    boolean terminate(Duration within) throws InterruptedException {
        process.destroy();
        return process.waitFor(within.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        if (!terminate(Duration.ofSeconds(45))) {
            kill();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
