package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.rendering.RenderedRequest;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Against raw sockets, so that every byte of a broken server is ours. */
class HttpTransportTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();
    private Vertx vertx;
    private ServerSocket server;

    /** What a connection does after it has read the head of a request. */
    private interface Behaviour {
        void answer(Socket socket, OutputStream out) throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        vertx = Vertx.vertx();
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void sendsExactlyTheSignedBytesToTheUrlAsItIs() {
        // given
        serve((socket, out) -> out.write(OK.getBytes(StandardCharsets.US_ASCII)));

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/a%0d%0ab?q=%20x&y"), "{\"ü\":1}");

        // then
        assertThat(result).isEqualTo(new Answered(200));
        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("POST /a%0d%0ab?q=%20x&y HTTP/1.1\r\n")
                .containsIgnoringCase("host: 127.0.0.1:" + server.getLocalPort())
                .containsIgnoringCase("webhook-id: msg_1")
                .endsWith("{\"ü\":1}");
    }

    @Test
    void usesAConnectionAgain() {
        // given
        serve((socket, out) -> out.write(OK.getBytes(StandardCharsets.US_ASCII)));
        HttpTransport transport = transport("127.0.0.0/8");

        // when
        for (int i = 0; i < 5; i++) {
            send(transport, url("/"), "x");
        }

        // then
        assertThat(requests).hasSize(5);
        assertThat(connections).hasValue(1);
    }

    @Test
    void endsAtTheDeadlineWhenNothingComes() {
        // given
        serve((socket, out) -> hold(socket));

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/"), "x");

        // then
        assertThat(result).isEqualTo(new Failed(FailureReason.TIMEOUT));
    }

    @Test
    void endsAtTheDeadlineWhenTheHeadDrips() {
        // given
        serve((socket, out) -> {
            for (byte b : ("HTTP/1.1 200 OK\r\nX: " + "y".repeat(1000)).getBytes(StandardCharsets.US_ASCII)) {
                out.write(b);
                out.flush();
                pause(20);
            }
        });

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/"), "x");

        // then
        assertThat(result).isEqualTo(new Failed(FailureReason.TIMEOUT));
    }

    @Test
    void decidesAtTheHeadAndDoesNotReadAnEndlessBody() {
        // given
        AtomicInteger written = new AtomicInteger();
        serve((socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[65536];
            for (int i = 0; i < 5000; i++) {
                out.write(chunk);
                written.incrementAndGet();
            }
        });

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/"), "x");

        // then
        assertThat(result).isEqualTo(new Answered(200));
        assertThat(written.get()).isLessThan(4000);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void doesNotFollowARedirect(int status) {
        // given
        serve((socket, out) -> out.write(
                ("HTTP/1.1 " + status + " Moved\r\nLocation: " + url("/second") + "\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/first"), "x");

        // then
        assertThat(result).isEqualTo(new Answered(status));
        assertThat(requests).singleElement().asString().startsWith("POST /first");
    }

    @Test
    void namesARefusedConnection() throws IOException {
        // given
        String url = url("/");
        server.close();

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url, "x");

        // then
        assertThat(result).isEqualTo(new Failed(FailureReason.CONNECT_FAILED));
    }

    @Test
    void namesAConnectionThatBreaks() {
        // given
        serve((socket, out) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/"), "x");

        // then
        assertThat(result).isEqualTo(new Failed(FailureReason.CONNECTION_LOST));
    }

    @Test
    void namesWhatIsNotHttp() {
        // given
        serve((socket, out) -> {
            out.write("SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            hold(socket);
        });

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/"), "x");

        // then
        assertThat(result).isEqualTo(new Failed(FailureReason.PROTOCOL));
    }

    @Test
    void namesATlsHandshakeThatFails() {
        // given
        serve((socket, out) -> out.write(OK.getBytes(StandardCharsets.US_ASCII)));

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/").replace("http:", "https:"), "x");

        // then
        assertThat(result).isEqualTo(new Failed(FailureReason.TLS));
    }

    @Test
    void namesAHostThatCannotBeResolved() {
        // when
        AttemptResult result = send(transport("127.0.0.0/8"), "http://nowhere.invalid/", "x");

        // then
        assertThat(result).isEqualTo(new Failed(FailureReason.DNS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"})
    void opensNoConnectionToAForbiddenAddress(String host) {
        // given
        serve((socket, out) -> out.write(OK.getBytes(StandardCharsets.US_ASCII)));

        // when
        AttemptResult result = send(transport("10.0.0.0/8"), "http://" + host + ":" + server.getLocalPort() + "/", "x");

        // then
        assertThat(result).isEqualTo(new Failed(FailureReason.EGRESS_DENIED));
        assertThat(connections).hasValue(0);
    }

    private HttpTransport transport(String allowed) {
        EgressConfig egress = () -> Optional.of(List.of(allowed));
        HttpTransport transport =
                new HttpTransport(vertx, new Config(), new TargetResolver(egress, InstantSource.system(), vertx));
        transport.open();
        return transport;
    }

    private static AttemptResult send(HttpTransport transport, String url, String body) {
        RenderedRequest request = new RenderedRequest(
                Method.POST,
                URI.create(url),
                Map.of("webhook-id", "msg_1"),
                body.getBytes(StandardCharsets.UTF_8),
                DEADLINE);
        return transport.send(request).await().atMost(Duration.ofSeconds(10));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    private void serve(Behaviour behaviour) {
        Thread acceptor = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    Thread connection = new Thread(() -> talk(socket, behaviour));
                    connection.setDaemon(true);
                    connection.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void talk(Socket socket, Behaviour behaviour) {
        try (socket) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[65536];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                requests.add(new String(buffer, 0, read, StandardCharsets.UTF_8));
                behaviour.answer(socket, socket.getOutputStream());
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The client has had enough.
        }
    }

    /** Says nothing more until the client hangs up. */
    private static void hold(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {}
    }

    /** A server that is slow on purpose. */
    private static void pause(int millis) {
        java.util.concurrent.locks.LockSupport.parkNanos(
                Duration.ofMillis(millis).toNanos());
    }

    private static final class Config implements HttpTransportConfig {
        @Override
        public int loops() {
            return 1;
        }

        @Override
        public int connectionsPerHost() {
            return 4;
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Duration keepAlive() {
            return Duration.ofSeconds(30);
        }
    }
}
