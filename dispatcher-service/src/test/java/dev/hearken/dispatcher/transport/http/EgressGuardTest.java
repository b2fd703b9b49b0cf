package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.egress.UrlPolicy;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.test.marks.Threat;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The canary listens on every address of this machine; each connection that it accepts is a hole. */
class EgressGuardTest {
    private static final Path VECTORS = Path.of("../shared-model/src/test/resources/ssrf-vectors.tsv");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|\\\\)");
    private static final Pattern NO_PORT = Pattern.compile("^(https?://(?:[^/:\\[\\]@]+|\\[[^\\]]+\\]))(/.*)$");
    private static final Optional<List<String>> NONE = Optional.empty();

    private final AtomicInteger connections = new AtomicInteger();
    private Vertx vertx;
    private ServerSocket canary;

    @BeforeEach
    void open() throws IOException {
        vertx = Vertx.vertx();
        canary = new ServerSocket(0, 200);
        Thread acceptor = new Thread(this::accept);
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        while (!canary.isClosed()) {
            try (Socket socket = canary.accept()) {
                connections.incrementAndGet();
                socket.getInputStream().read(new byte[4096]);
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // Closed, or the client has gone.
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        canary.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    @Threat({"D19", "H10", "H11"})
    void opensNoConnectionForAnyVector() throws IOException {
        // given: every name leads to this machine
        HttpTransport transport = transport(Settings.egress(NONE, NONE), host -> literalOr(host, "127.0.0.1"));
        int sent = 0;
        int refusedAsText = 0;
        for (String line : Files.readAllLines(VECTORS, StandardCharsets.UTF_8)) {
            String[] column = line.split("\t", -1);
            if (line.startsWith("#") || column[0].equals("vector")) {
                continue;
            }
            String vector = atCanary(unescape(column[0]));
            boolean text = column[1].equals("refused-text");
            if (text) {
                assertThat(accepted(vector)).as(vector).isEmpty();
                refusedAsText++;
            }
            boolean elsewhere = column[1].equals("accepted") && isLiteral(vector);
            Optional<URI> url = elsewhere ? Optional.empty() : parsed(vector);

            // when
            if (url.isPresent()) {
                Object result = outcome(send(transport, url.get()));
                sent++;

                // then
                assertThat(result).as(vector).isEqualTo(FailureReason.EGRESS_DENIED);
            }
        }
        System.out.printf(
                "egress vectors: %d refused as text, %d handed to the transport, connections on the canary: %d%n",
                refusedAsText, sent, connections.get());
        assertThat(connections).hasValue(0);
        assertThat(sent).isGreaterThanOrEqualTo(120);

        // and the canary is alive: what is allowed arrives
        HttpTransport allowed = transport(
                Settings.egress(Optional.of(List.of("127.0.0.0/8")), NONE), host -> literalOr(host, "127.0.0.1"));
        assertThat(outcome(send(allowed, URI.create(atCanary("http://a.example/")))))
                .isEqualTo(200);
        assertThat(connections).hasValue(1);
    }

    @Test
    void dialsTheAddressThatWasJudgedWhenTheNameMovesAway() {
        // given: the first answer may be dialled, all later ones must not
        AtomicInteger lookups = new AtomicInteger();
        HttpTransport transport = transport(
                Settings.egress(Optional.of(List.of("127.0.0.1/32")), NONE),
                host -> literalOr(host, lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2"));
        URI url = URI.create(atCanary("http://rebinding.example/"));
        Object first = outcome(send(transport, url));
        int lookupsOfFirst = lookups.get();
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(1100).toNanos());

        // when
        Object second = outcome(send(transport, url));

        // then
        assertThat(first).isEqualTo(200);
        assertThat(lookupsOfFirst).isEqualTo(1);
        assertThat(second).isEqualTo(FailureReason.EGRESS_DENIED);
        assertThat(connections).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1 10.0.0.1", "10.0.0.1 127.0.0.1", "127.0.0.1 ::1", "127.0.0.1 fd00:ec2::254"})
    void refusesANameWithOneForbiddenAddress(String answer) {
        // given
        HttpTransport transport =
                transport(Settings.egress(Optional.of(List.of("127.0.0.1/32")), NONE), host -> addresses(answer));

        // when
        Object result = outcome(send(transport, URI.create(atCanary("http://mixed.example/"))));

        // then
        assertThat(result).isEqualTo(FailureReason.EGRESS_DENIED);
        assertThat(connections).hasValue(0);
    }

    @Test
    void dialsTheNextAddressWhenOneCannotBeReached() {
        // given: the first is no address that anything can be sent to
        HttpTransport transport = transport(
                Settings.egress(Optional.of(List.of("127.0.0.0/8", "240.0.0.1/32")), NONE),
                host -> addresses("240.0.0.1 127.0.0.1"));

        // when
        Object result = outcome(send(transport, URI.create(atCanary("http://two.example/"))));

        // then
        assertThat(result).isEqualTo(200);
    }

    @Test
    @Threat("D19")
    void letsADenialWinOverAPermission() {
        // given
        HttpTransport transport = transport(
                Settings.egress(Optional.of(List.of("127.0.0.0/8")), Optional.of(List.of("127.0.0.0/30"))),
                host -> literalOr(host, "127.0.0.1"));

        // when
        Object result = outcome(send(transport, URI.create(atCanary("http://127.0.0.1/"))));

        // then
        assertThat(result).isEqualTo(FailureReason.EGRESS_DENIED);
        assertThat(connections).hasValue(0);
    }

    @ParameterizedTest
    @Threat("H11")
    @ValueSource(ints = {22, 25, 2379, 5432, 6379, 9092, 10250})
    void dialsNoDeniedPort(int port) {
        // given
        HttpTransport transport = transport(
                Settings.egress(Optional.of(List.of("127.0.0.0/8")), NONE), host -> literalOr(host, "127.0.0.1"));

        // when
        Object result = outcome(send(transport, URI.create("http://127.0.0.1:" + port + "/")));

        // then
        assertThat(result).isEqualTo(FailureReason.EGRESS_DENIED);
    }

    @Test
    void deniesThePortsThatTheOperatorNamesInstead() {
        // given
        String port = Integer.toString(canary.getLocalPort());
        HttpTransport transport = transport(
                Settings.egress(Optional.of(List.of("127.0.0.0/8")), NONE, Optional.of(List.of(port))),
                host -> literalOr(host, "127.0.0.1"));

        // when
        Object result = outcome(send(transport, URI.create(atCanary("http://127.0.0.1/"))));

        // then
        assertThat(result).isEqualTo(FailureReason.EGRESS_DENIED);
        assertThat(connections).hasValue(0);
    }

    @Test
    void isNotHeldUpByANameServerThatHangsOnAnotherName() {
        // given
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        HttpTransport transport = transport(Settings.egress(Optional.of(List.of("127.0.0.0/8")), NONE), host -> {
            if (host.startsWith("hanging")) {
                hanging.incrementAndGet();
                await(never);
            }
            return literalOr(host, "127.0.0.1");
        });
        URI hangs = URI.create(atCanary("http://hanging.example/"));
        Object first = outcome(send(transport, hangs));
        Object again = outcome(send(transport, hangs));

        // when
        Object other = outcome(send(transport, URI.create(atCanary("http://other.example/"))));

        // then
        assertThat(first).isIn(FailureReason.TIMEOUT, FailureReason.DNS);
        assertThat(again).isIn(FailureReason.TIMEOUT, FailureReason.DNS);
        assertThat(hanging).as("lookups of the name that hangs").hasValue(1);
        assertThat(other).isEqualTo(200);
        never.countDown();
    }

    private static void await(CountDownLatch latch) throws UnknownHostException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
    }

    private HttpTransport transport(EgressConfig egress, NameLookup names) {
        EgressPolicy policy = new EgressPolicy(egress);
        HttpTransport transport = new HttpTransport(
                vertx, Settings.SMALL, policy, new TargetResolver(policy, InstantSource.system(), vertx, names));
        transport.open();
        return transport;
    }

    private static Object outcome(AttemptResult result) {
        return result.<Object>fold(
                answered -> answered.status(), failed -> failed.reason(), unsendable -> unsendable.reason());
    }

    private static AttemptResult send(HttpTransport transport, URI url) {
        return transport
                .send(new RenderedRequest(Method.POST, url, Map.of(), new byte[] {'x'}, Duration.ofSeconds(2)))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static InetAddress[] literalOr(String host, String address) throws UnknownHostException {
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        return InetAddress.getAllByName(literal ? host : address);
    }

    private static InetAddress[] addresses(String list) throws UnknownHostException {
        String[] texts = list.split(" ");
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return addresses;
    }

    /** The vector with the canary's port where it names none, so that a hole is seen. */
    private String atCanary(String vector) {
        Matcher form = NO_PORT.matcher(vector);
        return form.matches() ? form.group(1) + ":" + canary.getLocalPort() + form.group(2) : vector;
    }

    private static Optional<URI> accepted(String text) {
        return UrlPolicy.judge(text).fold(Optional::of, reason -> Optional.empty());
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isLiteral(String text) {
        return text.matches("(?i)https?://(\\[.*|[0-9.]+(:[0-9]+)?/.*)");
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> escape.group(1) == null
                        ? "\\\\"
                        : Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
    }
}
