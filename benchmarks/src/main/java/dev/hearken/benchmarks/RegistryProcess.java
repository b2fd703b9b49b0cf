package dev.hearken.benchmarks;

import dev.hearken.local.backends.Backends;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged registry as a process, with a key of its own. */
final class RegistryProcess implements AutoCloseable {
    private static final String KEY = "hk_bench_" + "0123456789".repeat(4);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Backends backends;
    private final int port = freePort();
    private final int managementPort = freePort();
    private @Nullable Process process;

    RegistryProcess(Backends backends) throws IOException {
        this.backends = backends;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    void start() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + managementPort,
                "-Dkafka.bootstrap.servers=" + backends.bootstrapServers(),
                "-Dquarkus.datasource.jdbc.url=" + backends.jdbcUrl(),
                "-Dquarkus.datasource.username=" + backends.user(),
                // No bound but what it can do.
                "-Dregistry.replay.max-rate=1000000",
                "-Dregistry.quota.replay-rate=0",
                "-jar",
                "registry-service/target/quarkus-app/quarkus-run.jar");
        builder.environment().put("QUARKUS_DATASOURCE_PASSWORD", backends.password());
        builder.environment().put("REGISTRY_ACCESS_BOOTSTRAP_KEY", KEY);
        builder.environment().put("REGISTRY_SECRET_KEY_RING", "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < 600 && !isReady(); i++) {
            Thread.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send(managementPort, "/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Records that it has written. */
    double written() throws IOException, InterruptedException {
        return send(managementPort, "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("hearken_delivery_log_written_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The body of its answer. */
    String get(String path) throws IOException, InterruptedException {
        return body(path, send(port, path));
    }

    /** The body of its answer. */
    String post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(port, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return body(path, HTTP.send(request, BodyHandlers.ofString()));
    }

    private static String body(String path, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " is answered with " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static HttpResponse<String> send(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(request(port, path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + KEY);
    }

    /** Its process, if it was started. */
    Stream<ProcessHandle> handle() {
        return Stream.ofNullable(process).map(Process::toHandle);
    }

    /** Stands still. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Goes on. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        if (process != null) {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().completeOnTimeout(process, 15, TimeUnit.SECONDS).join();
            process.destroyForcibly();
        }
    }
}
