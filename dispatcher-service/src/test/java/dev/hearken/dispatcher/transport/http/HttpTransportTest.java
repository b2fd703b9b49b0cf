package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.rendering.RenderedRequest;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
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
        assertThat(status(result)).isEqualTo(200);
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
    void sharesHostsOutAmongEventLoops() {
        // given
        HttpTransport transport = transport("127.0.0.0/8");

        // when
        Set<String> threads = Stream.of("127.0.0.1", "127.0.0.2")
                .map(host -> transport
                        .send(request("http://" + host + ":" + server.getLocalPort() + "/", "x"))
                        .map(result -> Thread.currentThread().getName())
                        .await()
                        .atMost(Duration.ofSeconds(10)))
                .collect(Collectors.toSet());

        // then
        assertThat(threads).hasSize(2).allMatch(name -> name.startsWith("vert.x-eventloop-thread-"));
    }

    @Test
    void endsAtTheDeadlineWhenNothingComes() {
        // given
        serve((socket, out) -> hold(socket));

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/"), "x");

        // then
        assertThat(reason(result)).isEqualTo(FailureReason.TIMEOUT);
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
        assertThat(reason(result)).isEqualTo(FailureReason.TIMEOUT);
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
        assertThat(status(result)).isEqualTo(200);
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
        assertThat(status(result)).isEqualTo(status);
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
        assertThat(reason(result)).isEqualTo(FailureReason.CONNECT_FAILED);
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
        assertThat(reason(result)).isEqualTo(FailureReason.CONNECTION_LOST);
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
        assertThat(reason(result)).isEqualTo(FailureReason.PROTOCOL);
    }

    @Test
    void namesATlsHandshakeThatFails() {
        // given
        serve((socket, out) -> out.write(OK.getBytes(StandardCharsets.US_ASCII)));

        // when
        RenderedRequest request = new RenderedRequest(
                Method.POST,
                URI.create(url("/").replace("http:", "https:")),
                Map.of(),
                new byte[0],
                Duration.ofSeconds(8));
        AttemptResult result = transport("127.0.0.0/8").send(request).await().atMost(Duration.ofSeconds(10));

        // then
        assertThat(reason(result)).isEqualTo(FailureReason.TLS);
    }

    @Test
    void namesAHostThatCannotBeResolved() {
        // when
        AttemptResult result = send(transport("127.0.0.0/8"), "http://nowhere.invalid/", "x");

        // then
        assertThat(reason(result)).isEqualTo(FailureReason.DNS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"})
    void opensNoConnectionToAForbiddenAddress(String host) {
        // given
        serve((socket, out) -> out.write(OK.getBytes(StandardCharsets.US_ASCII)));

        // when
        AttemptResult result = send(transport("10.0.0.0/8"), "http://" + host + ":" + server.getLocalPort() + "/", "x");

        // then
        assertThat(reason(result)).isEqualTo(FailureReason.EGRESS_DENIED);
        assertThat(connections).hasValue(0);
    }

    @Test
    void keepsTheBeginningOfABodyTheHintsAndTheTimes() {
        // given
        String body = "é".repeat(40);
        serveText("HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nDate: Sat, 21 Nov 2026 08:00:00 GMT\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        HttpTransport transport = transport("127.0.0.0/8");

        // when
        Answered first = answered(send(transport, url("/"), "x"));
        Answered second = answered(send(transport, url("/"), "x"));

        // then
        assertThat(first.reply().retryAfter()).contains("120");
        assertThat(first.reply().date()).contains("Sat, 21 Nov 2026 08:00:00 GMT");
        assertThat(first.reply().excerpt()).isEqualTo("é".repeat(32));
        assertThat(first.timings().resolve()).isNotNull();
        assertThat(first.timings().connect()).isNotNull();
        assertThat(first.timings().firstByte())
                .isNotNull()
                .isLessThan(first.timings().total());
        assertThat(second.timings().connect()).as("of a connection used again").isNull();
        assertThat(connections).hasValue(1);
    }

    @Test
    void cutsACharacterThatDoesNotFitAndHidesControlCharacters() {
        // given
        serveText("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "a".repeat(58) + "\u001b\n\t\u007f" + "éé");

        // when
        Answered result = answered(send(transport("127.0.0.0/8"), url("/"), "x"));

        // then
        assertThat(result.reply().excerpt()).isEqualTo("a".repeat(58) + "\ufffd\n\t\ufffd" + "é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\ntext", "Content-Length: 3\r\n\r\na\0b"})
    void keepsNothingThatIsNotText(String rest) {
        // given
        serveText("HTTP/1.1 200 OK\r\n" + rest);

        // when
        Answered result = answered(send(transport("127.0.0.0/8"), url("/"), "x"));

        // then
        assertThat(result.reply().excerpt()).isEmpty();
    }

    @Test
    void takesTheStatusOfAResponseWhoseBodyEndsEarly() {
        // given
        serve((socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.shutdownOutput();
        });

        // when
        Answered result = answered(send(transport("127.0.0.0/8"), url("/"), "x"));

        // then
        assertThat(result.status()).isEqualTo(200);
        assertThat(result.reply().excerpt()).isEqualTo("short");
    }

    @Test
    void takesTheStatusOfAResponseWhoseBodyDrips() {
        // given
        serve((socket, out) -> {
            out.write("HTTP/1.1 204 Fine\r\nContent-Length: 1000\r\n\r\n"
                    .replace("204 Fine", "202 Fine")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1000; i++) {
                out.write('.');
                out.flush();
                pause(50);
            }
        });

        // when
        Answered result = answered(send(transport("127.0.0.0/8"), url("/"), "x"));

        // then
        assertThat(result.status()).isEqualTo(202);
        assertThat(result.reply().excerpt()).startsWith(".").hasSizeLessThan(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
    void endsAFloodOfInterimResponses(String status) {
        // given
        serve((socket, out) -> {
            for (int i = 0; i < 100_000; i++) {
                out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            hold(socket);
        });

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/"), "x");

        // then
        assertThat(reason(result)).isEqualTo(FailureReason.PROTOCOL);
    }

    @Test
    void doesNotChangeProtocols() {
        // given
        serve((socket, out) -> {
            out.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            hold(socket);
        });

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/"), "x");

        // then
        assertThat(reason(result)).isEqualTo(FailureReason.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 %s\r\n\r\n", "HTTP/1.1 200 OK\r\nX: %s\r\n\r\n"})
    void endsAHeadThatIsTooLarge(String head) {
        // given
        serveText(String.format(head, "y".repeat(100_000)));

        // when
        AttemptResult result = send(transport("127.0.0.0/8"), url("/"), "x");

        // then
        assertThat(reason(result)).isEqualTo(FailureReason.PROTOCOL);
    }

    @Test
    void doesNotTakeWhatFollowsAResponseForTheNextOne() {
        // given
        AtomicInteger answers = new AtomicInteger();
        serve((socket, out) -> {
            String forged = answers.incrementAndGet() == 1 ? OK.replace("200 OK", "299 Forged") : "";
            out.write((OK + forged).getBytes(StandardCharsets.US_ASCII));
        });
        HttpTransport transport = transport("127.0.0.0/8");

        // when
        AttemptResult first = send(transport, url("/"), "x");
        AttemptResult second = send(transport, url("/"), "x");

        // then
        assertThat(status(first)).isEqualTo(200);
        assertThat(second.fold(Answered::status, failed -> 0, unsendable -> 0)).isNotEqualTo(299);
    }

    @Test
    void knowsWhetherSomethingWasSent() throws IOException {
        // given
        serve((socket, out) -> socket.close());
        HttpTransport transport = transport("127.0.0.0/8");
        // A port is free at once only if nobody waits for connections on it when it is closed.
        ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        nobody.close();

        // when
        Failed lost = failed(send(transport, url("/"), "x"));
        Failed refused = failed(send(transport, "http://127.0.0.1:" + nobody.getLocalPort() + "/", "x"));

        // then
        assertThat(lost.reason()).isEqualTo(FailureReason.CONNECTION_LOST);
        assertThat(lost.nothingSent()).isFalse();
        assertThat(refused.reason()).isEqualTo(FailureReason.CONNECT_FAILED);
        assertThat(refused.nothingSent()).isTrue();
    }

    @Test
    void boundsTheConnectionsAndTheLineOfAHost() {
        // given
        serve((socket, out) -> hold(socket));
        HttpTransport transport = transport("127.0.0.0/8", Settings.SMALL.withConnections(1, 2));

        // when
        List<Failed> results = new ArrayList<>();
        io.smallrye.mutiny.Multi.createFrom()
                .range(0, 4)
                .onItem()
                .transformToUniAndMerge(i -> transport.send(request(url("/"), "x")))
                .map(HttpTransportTest::failed)
                .subscribe()
                .asStream()
                .forEach(results::add);

        // then, a request that waits for the first connection to open stands in line too
        assertThat(results).extracting(Failed::reason).containsOnly(FailureReason.HOST_BUSY, FailureReason.TIMEOUT);
        assertThat(results)
                .filteredOn(failed -> failed.reason() == FailureReason.TIMEOUT)
                .hasSizeBetween(2, 3);
        // and whose turn comes a moment before its own deadline is sent
        assertThat(results).filteredOn(Failed::nothingSent).hasSizeBetween(2, 3);
        assertThat(connections.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void usesAConnectionNoLongerThanItsLifetime() {
        // given
        serve((socket, out) -> out.write(OK.getBytes(StandardCharsets.US_ASCII)));
        HttpTransport transport = transport("127.0.0.0/8", Settings.SMALL.withLifetime(Duration.ofMillis(100)));

        // when
        for (int i = 0; i < 5; i++) {
            send(transport, url("/"), "x");
            pause(150);
        }

        // then
        assertThat(connections).hasValue(5);
    }

    @Test
    void refusesAHeaderThatCannotBeSent() {
        // given
        serve((socket, out) -> out.write(OK.getBytes(StandardCharsets.US_ASCII)));
        RenderedRequest request =
                new RenderedRequest(Method.POST, URI.create(url("/")), Map.of("X", "a\r\nY: b"), new byte[0], DEADLINE);

        // when
        AttemptResult result = transport("127.0.0.0/8").send(request).await().atMost(Duration.ofSeconds(10));

        // then
        assertThat(failed(result).reason()).isEqualTo(FailureReason.PROTOCOL);
        assertThat(failed(result).nothingSent()).isTrue();
    }

    private HttpTransport transport(String allowed) {
        return transport(allowed, Settings.SMALL);
    }

    private HttpTransport transport(String allowed, Settings settings) {
        EgressPolicy policy = new EgressPolicy(Settings.egress(Optional.of(List.of(allowed)), Optional.empty()));
        HttpTransport transport =
                new HttpTransport(vertx, settings, policy, new TargetResolver(policy, InstantSource.system(), vertx));
        transport.open();
        return transport;
    }

    private static int status(AttemptResult result) {
        return answered(result).status();
    }

    private static Answered answered(AttemptResult result) {
        return result.fold(
                answered -> answered,
                failed -> {
                    throw new AssertionError("no answer: " + failed);
                },
                unsendable -> {
                    throw new AssertionError("no answer: " + unsendable);
                });
    }

    private static Failed failed(AttemptResult result) {
        return result.fold(
                answered -> {
                    throw new AssertionError("an answer: " + answered);
                },
                failed -> failed,
                unsendable -> {
                    throw new AssertionError("not sent: " + unsendable);
                });
    }

    private static FailureReason reason(AttemptResult result) {
        return failed(result).reason();
    }

    private void serveText(String response) {
        serve((socket, out) -> out.write(response.getBytes(StandardCharsets.UTF_8)));
    }

    private static AttemptResult send(HttpTransport transport, String url, String body) {
        return transport.send(request(url, body)).await().atMost(Duration.ofSeconds(10));
    }

    private static RenderedRequest request(String url, String body) {
        return new RenderedRequest(
                Method.POST,
                URI.create(url),
                Map.of("webhook-id", "msg_1"),
                body.getBytes(StandardCharsets.UTF_8),
                DEADLINE);
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
}
