package dev.hearken.benchmarks.delivery.receiver;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ReceiverChildTest {
    private static final Duration HANG = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private ReceiverChild receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = ReceiverChild.start(
                1_000,
                10,
                List.of(Behaviour.ANSWERS, Behaviour.refusesOnce(2), Behaviour.hangs(HANG)),
                folder.resolve("receiver.log"));
    }

    @AfterEach
    void stop() {
        receiver.stop();
    }

    @Test
    void answersAsItsEndpointsAreToldAndKnowsWhatCame() throws Exception {
        // when
        int answered = post(0, "20.1").join().statusCode();
        int refused = post(1, "20.1").join().statusCode();
        int taken = post(1, "20.1").join().statusCode();

        // then
        assertThat(answered).isEqualTo(204);
        assertThat(refused).isEqualTo(503);
        assertThat(taken).isEqualTo(204);
        assertThat(receiver.state().endpoints())
                .extracting(EndpointState::delivered)
                .containsExactly(1L, 1L, 0L);
        assertThat(receiver.latency().count()).isEqualTo(2);
    }

    @Test
    void countsWhatAHangingEndpointHasNotAnsweredYet() {
        // when
        CompletableFuture<HttpResponse<Void>> hanging = post(2, "1.1");

        // then
        await().atMost(Duration.ofMinutes(1))
                .until(() -> receiver.state().endpoints().get(2).delivered() == 1);
        assertThat(hanging).isNotDone();
    }

    @Test
    void endsWhenItIsToldTo() {
        // when
        receiver.stop();

        // then
        await().atMost(Duration.ofMinutes(1)).until(() -> receiver.onExit().isDone());
    }

    private CompletableFuture<HttpResponse<Void>> post(int endpoint, String event) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create(receiver.urls().get(endpoint)))
                        .header("X-Hearken-Event", event)
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.discarding());
    }
}
