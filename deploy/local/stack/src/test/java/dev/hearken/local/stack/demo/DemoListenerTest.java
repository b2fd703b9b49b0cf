package dev.hearken.local.stack.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a registry that answers from a script and writes down what it is asked. */
class DemoListenerTest {
    private final List<String> asked = new ArrayList<>();
    private final Queue<String> answers = new ArrayDeque<>();
    private HttpServer server;
    private RegistryClient registry;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        registry = new RegistryClient("http://127.0.0.1:" + server.getAddress().getPort(), "hk_a_b");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isRegisteredAndKnowsItsSecret() throws Exception {
        // given
        answers.add("201 {\"id\": \"L1\", \"name\": \"demo\"}");
        answers.add("200 {\"secret\": \"whsec_AAAA\"}");
        // when
        DemoListener listener = DemoListener.register(registry, "http://127.0.0.1:7");
        // then
        assertThat(listener).isEqualTo(new DemoListener("L1", "demo", "whsec_AAAA"));
        assertThat(asked)
                .containsExactly(
                        "POST /v1/listeners Bearer hk_a_b {\"name\":\"demo\",\"selector\":{\"workflows\":[\"nightly-load\"]},"
                                + "\"callback\":{\"type\":\"http\",\"url\":\"http://127.0.0.1:7/callbacks\"}}",
                        "GET /v1/listeners/L1/secret Bearer hk_a_b ");
    }

    @Test
    void takesAnotherNameWhereItsOwnIsTaken() throws Exception {
        // given
        answers.add("409 {}");
        answers.add("201 {\"id\": \"L2\", \"name\": \"demo-2\"}");
        answers.add("200 {\"secret\": \"whsec_AAAA\"}");
        // then
        assertThat(DemoListener.register(registry, "http://127.0.0.1:7").id()).isEqualTo("L2");
        assertThat(asked.get(1)).contains("\"name\":\"demo-");
    }

    @Test
    void replacesThoseOfEarlierDemosAndNobodyElses() throws Exception {
        // given
        answers.add("""
                200 {"items": [
                  {"id": "old", "name": "demo", "callback": {"type": "http", "url": "http://127.0.0.1:5/callbacks"}},
                  {"id": "users", "name": "demo", "callback": {"type": "http", "url": "https://example.org/callbacks"}}],
                 "nextCursor": "a b"}""");
        answers.add("""
                200 {"items": [
                  {"id": "other", "name": "other", "callback": {"type": "http", "url": "http://127.0.0.1:5/callbacks"}}],
                 "nextCursor": null}""");
        answers.add("204 ");
        // then
        assertThat(DemoListener.removeEarlier(registry)).isEqualTo(1);
        assertThat(asked)
                .containsExactly(
                        "GET /v1/listeners?limit=200 Bearer hk_a_b ",
                        "GET /v1/listeners?limit=200&cursor=a+b Bearer hk_a_b ",
                        "DELETE /v1/listeners/old Bearer hk_a_b ");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        String answer = answers.remove();
        byte[] bytes = answer.substring(4).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
