package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.rendering.TlsMaterial;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a TLS server with a certificate of its own for {@code receiver.example}, which is this machine. */
class TlsTransportTest {
    private static final String NAME = "receiver.example";

    @TempDir
    private static Path directory;

    private static Certificates own;
    private static Certificates client;

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();
    private Vertx vertx;

    @BeforeAll
    static void certificates() {
        own = Certificates.forName(directory, NAME);
        client = Certificates.forName(directory, "client.example");
    }

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void verifiesAgainstThePlatformByDefault() {
        assertThat(attempt(Settings.SMALL, TlsMaterial.DEFAULT, NAME, ClientAuth.NONE))
                .isEqualTo(FailureReason.TLS);
        assertThat(seen).isEmpty();
    }

    @Test
    void verifiesAgainstTheListenersAuthorityAndNamesTheHost() {
        assertThat(attempt(Settings.SMALL, trusting(own), NAME, ClientAuth.NONE))
                .isEqualTo(200);
        assertThat(seen).containsExactly("HTTP_1_1 " + NAME);
    }

    @Test
    void verifiesTheNameAndNotTheAddressThatItDials() {
        assertThat(attempt(Settings.SMALL, trusting(own), "other.example", ClientAuth.NONE))
                .isEqualTo(FailureReason.TLS);
    }

    @Test
    void trustsNobodyElseWithAnAuthorityOfItsOwn() {
        assertThat(attempt(Settings.SMALL, trusting(client), NAME, ClientAuth.NONE))
                .isEqualTo(FailureReason.TLS);
    }

    @Test
    void trustsAnybodyWhereTheListenerSaysSo() {
        assertThat(attempt(Settings.SMALL, new TlsMaterial(false, "", ""), "other.example", ClientAuth.NONE))
                .isEqualTo(200);
    }

    @Test
    void verifiesEvenSoWhereTheOperatorSaysSo() {
        // given
        Settings settings = Settings.SMALL.withoutInsecureTls();

        // when
        Object result = attempt(settings, new TlsMaterial(false, "", ""), NAME, ClientAuth.NONE);

        // then
        assertThat(result).isEqualTo(FailureReason.TLS);
        assertThat(connections).hasValue(0);
    }

    @Test
    void showsTheClientCertificate() {
        assertThat(attempt(
                        Settings.SMALL,
                        new TlsMaterial(true, own.certificate(), client.both()),
                        NAME,
                        ClientAuth.REQUIRED))
                .isEqualTo(200);
    }

    @Test
    void failsWithoutTheClientCertificateThatIsDemanded() {
        assertThat(attempt(Settings.SMALL, trusting(own), NAME, ClientAuth.REQUIRED))
                .isIn(FailureReason.TLS, FailureReason.CONNECTION_LOST);
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n"
            })
    void endsWithAValueWhenACertificateCannotBeRead(String pem) {
        assertThat(attempt(Settings.SMALL, new TlsMaterial(true, pem, ""), NAME, ClientAuth.NONE))
                .isEqualTo(FailureReason.TLS);
        assertThat(attempt(Settings.SMALL, new TlsMaterial(true, "", pem), NAME, ClientAuth.NONE))
                .isEqualTo(FailureReason.TLS);
    }

    @Test
    void forgetsTheClientsThatAreUsedLeast() {
        // given
        int port = serve(ClientAuth.NONE, false, request -> request.response().end());
        HttpTransport transport = transport(Settings.SMALL, port);
        List<TlsMaterial> materials = List.of(
                trusting(own),
                new TlsMaterial(false, "", ""),
                new TlsMaterial(true, own.certificate(), client.both()),
                new TlsMaterial(true, own.certificate() + "\n", ""));

        // when
        List<Object> results = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            materials.forEach(material -> results.add(send(transport, NAME, port, material)));
        }

        // then
        assertThat(results).hasSize(12).containsOnly(200);
        assertThat(connections.get())
                .as("two clients are kept, four take turns")
                .isEqualTo(12);
    }

    @Test
    void speaksHttp2WhereBothSidesCan() {
        assertThat(attempt(Settings.SMALL.withHttp2(), trusting(own), NAME, ClientAuth.NONE, true))
                .isEqualTo(200);
        assertThat(attempt(Settings.SMALL.withHttp2(), trusting(own), NAME, ClientAuth.NONE, false))
                .isEqualTo(200);
        assertThat(attempt(Settings.SMALL, trusting(own), NAME, ClientAuth.NONE, true))
                .isEqualTo(200);
        assertThat(seen).containsExactly("HTTP_2 " + NAME, "HTTP_1_1 " + NAME, "HTTP_1_1 " + NAME);
    }

    @Test
    void endsAStreamAndNotItsConnectionOverHttp2() {
        // given
        int port = serve(ClientAuth.NONE, true, request -> {
            switch (request.path()) {
                case "/hang" -> {}
                case "/endless" -> endless(request);
                default -> request.response().end();
            }
        });
        HttpTransport transport = transport(Settings.SMALL.withConnections(1, 4).withHttp2(), port);
        assertThat(send(transport, NAME, port, trusting(own))).isEqualTo(200);

        // when
        Object hung = outcome(send(transport, URI.create("https://" + NAME + ":" + port + "/hang"), trusting(own)));
        Object endless =
                outcome(send(transport, URI.create("https://" + NAME + ":" + port + "/endless"), trusting(own)));
        Object after = send(transport, NAME, port, trusting(own));

        // then
        assertThat(hung).isEqualTo(FailureReason.TIMEOUT);
        assertThat(endless).isEqualTo(200);
        assertThat(after).isEqualTo(200);
        assertThat(connections).hasValue(1);
    }

    private void endless(HttpServerRequest request) {
        var response = request.response().setChunked(true);
        Buffer chunk = Buffer.buffer(new byte[16 * 1024]);
        long timer = vertx.setPeriodic(1, id -> {
            if (!response.closed() && !response.writeQueueFull()) {
                response.write(chunk);
            }
        });
        response.exceptionHandler(e -> vertx.cancelTimer(timer));
        response.closeHandler(v -> vertx.cancelTimer(timer));
    }

    private static TlsMaterial trusting(Certificates certificates) {
        return new TlsMaterial(true, certificates.certificate(), "");
    }

    private Object attempt(Settings settings, TlsMaterial tls, String host, ClientAuth auth) {
        return attempt(settings, tls, host, auth, false);
    }

    private Object attempt(Settings settings, TlsMaterial tls, String host, ClientAuth auth, boolean http2) {
        int port = serve(auth, http2, request -> request.response().end());
        return send(transport(settings, port), host, port, tls);
    }

    private int serve(ClientAuth auth, boolean http2, java.util.function.Consumer<HttpServerRequest> behaviour) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setSni(true)
                .setUseAlpn(http2)
                .setClientAuth(auth)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(own.certificate()))
                        .addKeyValue(Buffer.buffer(own.privateKey())))
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(client.certificate())));
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(request -> {
                    seen.add(request.version() + " " + request.connection().indicatedServerName());
                    behaviour.accept(request);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private HttpTransport transport(Settings settings, int port) {
        EgressPolicy policy = new EgressPolicy(Settings.egress(Optional.of(List.of("127.0.0.0/8")), Optional.empty()));
        NameLookup names = host -> InetAddress.getAllByName("127.0.0.1");
        HttpTransport transport = new HttpTransport(
                vertx, settings, policy, new TargetResolver(policy, InstantSource.system(), vertx, names));
        transport.open();
        return transport;
    }

    private static Object send(HttpTransport transport, String host, int port, TlsMaterial tls) {
        return outcome(send(transport, URI.create("https://" + host + ":" + port + "/"), tls));
    }

    private static AttemptResult send(HttpTransport transport, URI url, TlsMaterial tls) {
        return transport
                .send(new RenderedRequest(
                        Method.POST, url, Map.of(), new byte[] {'x'}, Duration.ofSeconds(5), tls, Optional.empty()))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static Object outcome(AttemptResult result) {
        return result.<Object>fold(
                answered -> answered.status(), failed -> failed.reason(), unsendable -> unsendable.reason());
    }
}
