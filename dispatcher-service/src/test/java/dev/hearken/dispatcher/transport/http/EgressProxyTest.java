package dev.hearken.dispatcher.transport.http;

import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.rendering.RenderedRequest;
import io.vertx.core.Vertx;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against a proxy that writes down what it is asked, opens no tunnel, and answers plain requests itself. */
class EgressProxyTest {
    private static final String PUBLIC = "93.184.215.14";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private Vertx vertx;
    private ServerSocket proxy;

    @BeforeEach
    void open() throws IOException {
        vertx = Vertx.vertx();
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept);
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        while (!proxy.isClosed()) {
            try (Socket socket = proxy.accept()) {
                byte[] buffer = new byte[8192];
                int read = socket.getInputStream().read(buffer);
                String head = new String(buffer, 0, Math.max(0, read), StandardCharsets.US_ASCII);
                asked.add(head);
                String answer = head.startsWith("CONNECT") ? "403 No" : "200 OK";
                socket.getOutputStream()
                        .write(("HTTP/1.1 " + answer + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // Closed, or the client has gone.
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void tunnelsToTheAddressThatWasJudged() {
        assertThat(send("https://hook.example/x", false)).isEqualTo(FailureReason.CONNECT_FAILED);
        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith("CONNECT " + PUBLIC + ":443 HTTP/1.1\r\n")
                .containsIgnoringCase("proxy-authorization: Basic dTpw");
    }

    @Test
    void leavesNamesToAProxyThatResolves() {
        assertThat(send("https://hook.example/x", true)).isEqualTo(FailureReason.CONNECT_FAILED);
        assertThat(send("http://hook.example:8080/y?z", true)).isEqualTo(200);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).startsWith("CONNECT hook.example:443 HTTP/1.1\r\n");
        assertThat(asked.get(1))
                .startsWith("POST http://hook.example:8080/y?z HTTP/1.1\r\n")
                .containsIgnoringCase("host: hook.example:8080\r\n")
                .containsIgnoringCase("proxy-authorization: Basic dTpw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://10.0.0.1/", "http://10.0.0.1/", "https://[::1]/", "http://169.254.169.254/"})
    void judgesLiteralAddressesInAnyCase(String url) {
        assertThat(send(url, false)).isEqualTo(FailureReason.EGRESS_DENIED);
        assertThat(send(url, true)).isEqualTo(FailureReason.EGRESS_DENIED);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://internal.example/", "https://hook.example:6379/", "http://hook.example/"})
    void judgesNamesPortsAndWhatCannotBePinned(String url) {
        assertThat(send(url, false)).isEqualTo(FailureReason.EGRESS_DENIED);
        assertThat(asked).isEmpty();
    }

    @Test
    void sendsAPlainRequestToALiteralAddress() {
        assertThat(send("http://" + PUBLIC + "/x", false)).isEqualTo(200);
        assertThat(asked).singleElement().asString().startsWith("POST http://" + PUBLIC + "/x HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy:3128", "https://proxy:3128", "http://proxy", "http://secret@proxy:1", "http://a b:1"})
    void refusesAnyOtherForm(String text) {
        assertThatThrownBy(() -> EgressProxy.parse(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("dispatcher.http.proxy is not of the form http://[user:password@]host:port");
    }

    private Object send(String url, boolean resolves) {
        EgressPolicy policy = new EgressPolicy(Settings.egress(Optional.empty(), Optional.empty()));
        NameLookup names = host -> host.matches("[\\[0-9].*")
                ? InetAddress.getAllByName(host)
                : InetAddress.getAllByName(host.startsWith("internal") ? "10.1.2.3" : PUBLIC);
        Settings settings = Settings.SMALL.withProxy("http://u:p@127.0.0.1:" + proxy.getLocalPort(), resolves);
        HttpTransport transport = new HttpTransport(
                vertx, settings, policy, new TargetResolver(policy, InstantSource.system(), vertx, names));
        transport.open();
        return transport
                .send(new RenderedRequest(
                        Method.POST, URI.create(url), Map.of(), new byte[] {'x'}, Duration.ofSeconds(5)))
                .await()
                .atMost(Duration.ofSeconds(10))
                .<Object>fold(
                        answered -> answered.status(), failed -> failed.reason(), unsendable -> unsendable.reason());
    }
}
