package dev.hearken.test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The Docker engine at one of some addresses. A socket file is no engine: only an answer to {@code GET /_ping} counts.
 *
 * @param addresses {@code unix:///path} or {@code tcp://host:port}, asked in this order
 */
record DockerEngine(List<URI> addresses) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final byte[] PING =
            "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** {@code DOCKER_HOST} alone where it is set, else the places where engines usually listen. */
    static DockerEngine ofEnvironment() {
        return of(System.getenv(), System.getProperty("user.home"));
    }

    static DockerEngine of(Map<String, String> environment, String home) {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (!host.isEmpty()) {
            return new DockerEngine(List.of(URI.create(host)));
        }
        Stream<String> sockets = Stream.of(
                "/var/run/docker.sock",
                environment.getOrDefault("XDG_RUNTIME_DIR", "/run/user/0") + "/docker.sock",
                home + "/.docker/run/docker.sock",
                home + "/.docker/desktop/docker.sock");
        return new DockerEngine(sockets.map(s -> URI.create("unix://" + s)).toList());
    }

    /** Whether one of them answers, within three seconds each; at once where there is no socket. */
    boolean answers() {
        return addresses.stream().anyMatch(DockerEngine::answers);
    }

    @Override
    public String toString() {
        return addresses.toString();
    }

    private static boolean answers(URI address) {
        Optional<SocketAddress> socket = socket(address);
        if (socket.isEmpty()) {
            return false;
        }
        try (SocketChannel channel = open(address)) {
            return CompletableFuture.supplyAsync(() -> ping(channel, socket.get()))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<SocketAddress> socket(URI address) {
        if ("unix".equals(address.getScheme())) {
            Path file = Path.of(address.getPath());
            return Files.exists(file) ? Optional.of(UnixDomainSocketAddress.of(file)) : Optional.empty();
        }
        return Optional.of(new InetSocketAddress(address.getHost(), address.getPort()));
    }

    private static SocketChannel open(URI address) throws IOException {
        return "unix".equals(address.getScheme())
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    private static boolean ping(SocketChannel channel, SocketAddress socket) {
        try {
            channel.connect(socket);
            channel.write(ByteBuffer.wrap(PING));
            ByteBuffer answer = ByteBuffer.allocate(12);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {
                // Until the status is complete: HTTP/1.0 200
            }
            return new String(answer.array(), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }
}
