package dev.hearken.local.stack.receiver;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiverTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Callback> received = new CopyOnWriteArrayList<>();

    @Test
    void answersEverythingWith200AndKeepsWhatCame() throws Exception {
        try (Receiver receiver = Receiver.start(0, received::add)) {
            // when
            int status = send(receiver, "body");
            // then
            assertThat(status).isEqualTo(200);
            assertThat(received).hasSize(1);
            assertThat(received.get(0).path()).isEqualTo("/a/b?c=d");
            assertThat(received.get(0).header("webhook-id")).isEqualTo("msg_1");
            assertThat(received.get(0).header("webhook-signature")).isEqualTo("-");
            assertThat(received.get(0).body()).asString(StandardCharsets.UTF_8).isEqualTo("body");
        }
    }

    @Test
    void keepsOnlyTheFirstMebibyteOfABody() throws Exception {
        try (Receiver receiver = Receiver.start(0, received::add)) {
            assertThat(send(receiver, "x".repeat(3 * 1024 * 1024))).isEqualTo(200);
            assertThat(received.get(0).body()).hasSize(1024 * 1024);
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws Exception {
        try (Receiver receiver = Receiver.start(0, received::add)) {
            assertThat(receiver.url()).matches("http://127\\.0\\.0\\.1:\\d+");
        }
    }

    private int send(Receiver receiver, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(receiver.url() + "/a/b?c=d"))
                .header("Webhook-Id", "msg_1")
                .PUT(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
