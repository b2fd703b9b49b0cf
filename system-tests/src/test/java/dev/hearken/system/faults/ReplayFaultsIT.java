package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.topic.Topics;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a replay is broken with; in the Maven profile {@code fault-full}. */
@Tag("fault-full")
class ReplayFaultsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(180);
    private static final FaultReport REPORT = new FaultReport();
    private static final int EVENTS = 600;
    private static final int RATE = 50;
    private static final int FAST = 150;
    private static final int STORED = 600;
    private static final int STEADY = 300;
    private static final Duration LITTLE = Duration.ofMillis(100);

    /** What is sent in the second between two saves and the time that a save takes, and some. */
    private static final int BUDGET = 4 * RATE;

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.whole(1);
    }

    @AfterAll
    static void stop() throws Exception {
        REPORT.print();
        lab.close();
    }

    @Test
    @Fault(55)
    void leavesNoGapWhenTheRegistryIsKilledInTheMiddleOfAReplay() throws Exception {
        try (Scene scene = new Scene(lab, "f55")) {
            // given
            Instant begin = Instant.now().minusSeconds(60);
            String live = scene.listener(scene.endpoint().url("/live"));
            lab.pods("a", "b");
            scene.publish(EVENTS);
            scene.awaitDelivered(live);
            String late = scene.listener(scene.endpoint().url("/late"));
            lab.awaitCatalog();
            String replay = replay(late, begin, RATE);
            await().atMost(LONG).until(() -> sent(replay) >= EVENTS / 4);

            // when
            lab.killRegistry();
            Instant killed = Instant.now();
            long toldBefore = told(replay);
            scene.publishSteadily(100, 50);
            lab.startRegistry();

            // then
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> shown(replay).path("state").textValue().equals("finished"));
            long took = Duration.between(killed, Instant.now()).toMillis();
            Account account = scene.settle();
            long toldAgain = told(replay) - EVENTS;
            REPORT.add(
                    55,
                    account,
                    BUDGET,
                    Map.of(
                            "told before the kill",
                            toldBefore,
                            "told again",
                            toldAgain,
                            "kill to finished",
                            took + " ms"));
            assertThat(toldBefore).as("killed in the middle").isBetween(EVENTS / 4L, EVENTS - 1L);
            assertThat(toldAgain).as("repeated").isBetween(0L, (long) BUDGET);
            assertThat(account.duplicates()).isLessThanOrEqualTo(BUDGET);
            assertThat(shown(replay).path("gone").longValue()).isZero();
        }
    }

    @Test
    void liveTrafficKeepsItsLatencyWhileAReplayRuns() throws Exception {
        try (Scene scene = new Scene(lab, "replay")) {
            // given
            Instant begin = Instant.now().minusSeconds(60);
            String live = scene.listener(scene.endpoint().url("/live"));
            lab.pods("a", "b");
            scene.publish(STORED);
            scene.awaitDelivered(live);
            String late = scene.listener(scene.endpoint().url("/late"));
            lab.awaitCatalog();
            Duration without = liveP99(scene, live);

            // when
            Instant asked = Instant.now();
            String replay = replay(late, begin, FAST);
            Duration with = liveP99(scene, live);
            boolean overlapped = !shown(replay).path("state").textValue().equals("finished");
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> shown(replay).path("state").textValue().equals("finished"));
            long millis = Duration.between(asked, Instant.now()).toMillis();

            // then
            Account account = scene.settle();
            REPORT.add(
                    55,
                    account,
                    STEADY,
                    Map.of(
                            "live p99",
                            without.toMillis() + " ms without a replay, " + with.toMillis() + " ms with one",
                            "replayed per second",
                            sent(replay) * 1000 / millis));
            assertThat(overlapped).as("the replay ran as long as was measured").isTrue();
            assertThat(with).isLessThan(LITTLE.plus(without.multipliedBy(2)));
            assertThat(account.duplicates())
                    .as("what it had got, and asked for again")
                    .isEqualTo(STEADY);
        }
    }

    /** What the listener sees of events that come steadily: the 99th percentile from broker to arrival. */
    private static Duration liveP99(Scene scene, String live) throws Exception {
        Set<String> before = Set.copyOf(scene.published().keySet());
        scene.publishSteadily(STEADY, 100);
        scene.awaitDelivered(live);
        List<Duration> latencies = scene.arrivals(live).stream()
                .filter(arrival -> !before.contains(arrival.event()))
                .map(arrival ->
                        Duration.between(scene.published().get(arrival.event()).at(), arrival.at()))
                .sorted()
                .toList();
        return latencies.get(latencies.size() * 99 / 100);
    }

    private static String replay(String listener, Instant since, int rate) throws IOException, InterruptedException {
        HttpResponse<String> answer = lab.api().send("POST", "/replays", """
                {"listenerId": "%s", "since": "%s", "which": "all", "rate": %d}
                """.formatted(listener, since, rate));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("id").textValue();
    }

    private static JsonNode shown(String replay) throws IOException, InterruptedException {
        return JSON.readTree(lab.api().get("/replays/" + replay).body());
    }

    private static long sent(String replay) throws IOException, InterruptedException {
        return shown(replay).path("sent").longValue();
    }

    /** How many deliveries the dispatchers were told to send. */
    private static long told(String replay) {
        return lab.kafka().read(List.of(Topics.REDELIVERIES)).stream()
                .map(record -> DeliveryJson.read(record.value(), Redelivery.class))
                .flatMap(Optional::stream)
                .filter(redelivery -> replay.equals(redelivery.replay()))
                .count();
    }
}
