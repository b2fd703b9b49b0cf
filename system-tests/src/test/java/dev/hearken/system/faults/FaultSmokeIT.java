package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.topic.Topics;
import dev.hearken.system.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static dev.hearken.system.faults.Scenes.KILL_BUDGET;
import static dev.hearken.system.faults.Scenes.LONG;
import static dev.hearken.system.faults.Scenes.LONGER_THAN_A_SESSION;
import static dev.hearken.system.faults.Scenes.UNCOMMITTED_BUDGET;
import static dev.hearken.system.faults.Scenes.flakyScene;
import static dev.hearken.system.faults.Scenes.since;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The faults that every build survives, one after the other on one running system. */
class FaultSmokeIT {
    private static final Duration HANGING_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Four listeners, half a second each: 500 deliveries a second, 250 in flight, as {@link Scenes#KILL_BUDGET} has it.
     */
    private static final int EVENTS_PER_SECOND = 125;

    private static final FaultReport REPORT = new FaultReport();
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
    @Fault(1)
    void losesNothingWhenADispatcherIsKilledWithRequestsInFlight() throws Exception {
        try (Scene scene = new Scene(lab, "f01")) {
            // given
            scene.endpoint().on("/slow", Behaviour.after(Duration.ofMillis(500), Behaviour.OK));
            for (int i = 0; i < 4; i++) {
                scene.listener(
                        scene.endpoint().url("/slow/" + i),
                        d -> d.withObject("/delivery").put("maxInFlight", 64));
            }
            scene.endpoint().on("/slower", Behaviour.after(Duration.ofSeconds(3), Behaviour.OK));
            scene.listener(scene.endpoint().url("/slower"), d -> {
                d.withObject("/selector").putArray("tasks").add("load");
                d.withObject("/delivery").put("maxInFlight", 64);
            });
            List<ServiceProcess> pods = lab.pods("a", "b");
            scene.publishSteadily(500, EVENTS_PER_SECOND);

            // when
            Kill kill = Kill.of(lab, scene, pods.get(0), "a");
            scene.publishSteadily(500, EVENTS_PER_SECOND);

            // then
            Account account = scene.settle();
            REPORT.add(1, account, KILL_BUDGET, kill.figures(scene));
            assertThat(account.duplicates()).isLessThanOrEqualTo(KILL_BUDGET);
        }
    }

    @Test
    @Fault(4)
    void losesNothingWhenADispatcherIsKilledWhileRetriesWaitAndFinishOutOfOrder() throws Exception {
        try (Scene scene = new Scene(lab, "f04")) {
            // given
            scene.endpoint().on("/later", Behaviour.failing(1, exchange -> {
                boolean slow = exchange.attempt() > 1 && exchange.id().hashCode() % 2 == 0;
                return Behaviour.after(Duration.ofMillis(slow ? 4000 : 0), Behaviour.OK)
                        .answer(exchange);
            }));
            scene.listener(scene.endpoint().url("/later"), d -> Scene.retry(d, "PT2S", "PT2S", "PT2S"));
            ServiceProcess victim = lab.pods("a").get(0);
            scene.publish(120);
            await().atMost(LONG).until(() -> scene.successes() >= 80 + 5);

            // when
            victim.kill();
            lab.pods("b");

            // then
            Account account = scene.settle();
            REPORT.add(4, account, 60, Map.of());
            assertThat(account.duplicates()).isLessThanOrEqualTo(60);
        }
    }

    @Test
    @Fault(6)
    void losesAndRepeatsNothingWhenADispatcherIsAskedToLeaveUnderLoad() throws Exception {
        try (Scene scene = new Scene(lab, "f06")) {
            // given
            scene.endpoint().on("/slow", Behaviour.after(Duration.ofMillis(100), Behaviour.OK));
            scene.listener(scene.endpoint().url("/slow/1"));
            scene.listener(scene.endpoint().url("/slow/2"));
            ServiceProcess leaving = lab.pods("a", "b").get(0);
            scene.publish(400);
            await().atMost(LONG).until(() -> scene.successes() > 100);

            // when
            Instant asked = Instant.now();
            boolean ended = leaving.terminate(Duration.ofSeconds(40));
            Duration took = Duration.between(asked, Instant.now());

            // then
            Account account = scene.settle();
            REPORT.add(6, account, 0, Map.of("SIGTERM to exit", took.toMillis() + " ms"));
            assertThat(ended).as("ends within its deadline").isTrue();
            assertThat(account.duplicates()).isZero();
        }
    }

    @Test
    @Fault(12)
    void goesOnByItselfWhenTheBrokerIsKilledAndComesBack() throws Exception {
        try (Scene scene = flakyScene(lab, "f12")) {
            // given
            lab.pods("a", "b");
            scene.publish(300);
            await().atMost(LONG).until(() -> scene.successes() > 50);

            // when
            lab.broker().kill();
            lab.broker().start();
            lab.broker().awaitOpen();
            Instant open = Instant.now();
            scene.publish(100);

            // then
            Account account = scene.settle();
            REPORT.add(12, account, KILL_BUDGET, Map.of("broker open to drained", since(open)));
            assertThat(account.duplicates()).isLessThanOrEqualTo(KILL_BUDGET);
        }
    }

    @Test
    @Fault(16)
    void losesNothingWhenKafkaIsBehindABlackHoleForAWhile() throws Exception {
        try (Scene scene = flakyScene(lab, "f16")) {
            // given
            lab.pods("a", "b");
            scene.publish(300);
            await().atMost(LONG).until(() -> scene.successes() > 50);

            // when
            FaultProxy link = lab.broker().link();
            link.blackHole();
            Thread.sleep(LONGER_THAN_A_SESSION.toMillis());
            scene.publish(100);
            link.pass();
            Instant healed = Instant.now();

            // then
            Account account = scene.settle();
            REPORT.add(16, account, UNCOMMITTED_BUDGET, Map.of("link back to drained", since(healed)));
            assertThat(account.duplicates()).isLessThanOrEqualTo(UNCOMMITTED_BUDGET);
        }
    }

    @Test
    @Fault(22)
    void commitsNothingThatTheMissingDeadLetterTopicShouldHold() throws Exception {
        try (Scene scene = new Scene(lab, "f22")) {
            // given
            scene.endpoint().on("/wrong", Behaviour.status(404));
            scene.endpoint().on("/flaky", Behaviour.failing(1));
            String wrong = scene.listener(scene.endpoint().url("/wrong"));
            String healthy = scene.listener(scene.endpoint().url("/ok"));
            String flaky = scene.listener(scene.endpoint().url("/flaky"));
            lab.pods();
            ServiceProcess running = lab.startPod("d", "-Ddispatcher.platform.stalled-after=PT10S");
            lab.pods("d");

            // when
            ServiceProcess starting;
            String others;
            try (Lab.Missing deadLetters = lab.without(Topics.DEAD_LETTERS)) {
                Instant missing = Instant.now();
                scene.publish(20);
                starting = lab.startPod("e");

                // then
                scene.awaitDelivered(healthy);
                scene.awaitDelivered(flaky);
                others = since(missing);
                await().atMost(LONG).until(() -> scene.arrivals(wrong).size() >= 20);
                saysThatDeadLettersAreMissing(running, starting);
            }

            // then
            Account account = scene.settle();
            REPORT.add(22, account, 60, Map.of("others delivered after", others));
            assertThat(account.dead()).isEqualTo(20);
            await().atMost(LONG).until(() -> running.get("/q/health/live").startsWith("200"));
            await().atMost(LONG).until(starting::isReady);
        }
    }

    private static void saysThatDeadLettersAreMissing(ServiceProcess running, ServiceProcess starting)
            throws Exception {
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(starting.get("/q/health/ready"))
                        .startsWith("503")
                        .contains(Topics.DEAD_LETTERS));
        await().atMost(LONG).until(() -> running.get("/q/health/live").startsWith("503"));
        assertThat(running.log()).contains("cannot write to " + Topics.DEAD_LETTERS);
        assertThat(lab.kafka().lag(Lab.EVENTS_GROUP, Scene.EVENT_TOPICS))
                .as("uncommitted")
                .isPositive();
    }

    @Test
    @Fault(25)
    void keepsPoisonAsideAndDeliversWhatIsBetween() throws Exception {
        try (Scene scene = new Scene(lab, "f25")) {
            // given
            scene.listener(scene.endpoint().url("/ok"));
            lab.pods("a", "b");
            Instant begin = Instant.now();

            // when
            scene.publish(100, poison("alternating", 100));
            scene.publish(100, poison("in a row", 1000));
            scene.publish(100);

            // then
            Account account = scene.settle();
            Set<String> kept = lab.kafka().read(List.of(Topics.INVALID_EVENTS)).stream()
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .collect(Collectors.toSet());
            assertThat(kept).containsAll(values(poison("alternating", 100)));
            assertThat(kept).containsAll(values(poison("in a row", 1000)));
            REPORT.add(25, account, 0, Map.of("drained after", since(begin)));
            assertThat(account.duplicates()).isZero();
        }
    }

    @Test
    @Fault(26)
    void startsAndDeliversWithoutTheRegistry() throws Exception {
        try (Scene scene = new Scene(lab, "f26")) {
            // given
            scene.listener(scene.endpoint().url("/ok"));
            lab.pods();

            // when
            lab.killRegistry();
            try {
                Instant begin = Instant.now();
                lab.pods("orphan");
                String ready = since(begin);
                scene.publish(100);

                // then
                Account account = scene.settle();
                REPORT.add(26, account, 0, Map.of("start to ready", ready));
                assertThat(account.duplicates()).isZero();
            } finally {
                lab.startRegistry();
            }
        }
    }

    @Test
    @Fault(34)
    void deliversWhilePostgresIsDownAndTheApiSaysSoAtOnce() throws Exception {
        try (Scene scene = new Scene(lab, "f34")) {
            // given
            scene.endpoint().on("/flaky", Behaviour.failing(1));
            scene.listener(scene.endpoint().url("/ok"));
            scene.listener(scene.endpoint().url("/flaky"));
            lab.pods("a", "b");

            // when
            lab.stopPostgres();
            try {
                scene.publish(200);
                settleWithoutPostgres(scene);
            } finally {
                lab.restorePostgres();
            }

            // then
            await().atMost(LONG).until(() -> lab.api().get("/listeners").statusCode() == 200);
        }
    }

    private void settleWithoutPostgres(Scene scene) throws Exception {
        Instant asked = Instant.now();
        HttpResponse<String> refused = lab.api().get("/listeners");
        String answered = since(asked);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        Account account = scene.settle();
        REPORT.add(34, account, 0, Map.of("API says 503 after", answered));
        assertThat(account.duplicates()).isZero();
    }

    @Test
    @Fault(39)
    void spillsWhatAnEndpointJustBelowItsDeadlineCannotTake() throws Exception {
        try (Scene scene = new Scene(lab, "f39")) {
            // given
            scene.endpoint().on("/slow", Behaviour.after(Duration.ofMillis(3500), Behaviour.OK));
            String slow = scene.listener(scene.endpoint().url("/slow"), d -> Scene.timeout(d, "PT5S"));
            String healthy = scene.listener(scene.endpoint().url("/ok"));
            lab.pods("a", "b");
            Instant begin = Instant.now();

            // when
            scene.publish(40);

            // then
            scene.awaitDelivered(healthy);
            String healthyTook = since(begin);
            assertThat(scene.arrivals(slow).size())
                    .as("the slow one has not finished")
                    .isLessThan(40);
            Account account = scene.settle();
            REPORT.add(39, account, 0, Map.of("healthy after", healthyTook, "slow after", since(begin)));
            assertThat(account.duplicates()).isZero();
            assertThat(scene.arrivals(slow))
                    .as("no attempt was used up by waiting")
                    .allSatisfy(arrival -> assertThat(arrival.attempt()).isEqualTo(1));
        }
    }

    @Test
    @Fault(40)
    void healthyListenersDoNotNoticeThatEveryFifthHangs() throws Exception {
        // given
        lab.pods("a", "b");
        isolation("f40-warm-up", 0);
        Isolation without = isolation("f40-without", 0);

        // when
        Isolation with = isolation("f40-with", 2);

        // then
        REPORT.add(
                40,
                with.account(),
                0,
                Map.of(
                        "healthy p99",
                        without.p99().toMillis() + " ms without, " + with.p99().toMillis() + " ms with 20 % hanging",
                        "throughput ratio",
                        String.format(
                                Locale.ROOT,
                                "%.2f",
                                (double) without.took().toMillis() / with.took().toMillis())));
        assertThat(with.account().duplicates()).isZero();
        assertThat(with.p99()).as("nobody waited for a hanging request").isLessThan(HANGING_TIMEOUT);
        assertThat(with.mostOpen()).as("connections of the hanging").isLessThanOrEqualTo(2 * 2 * 64);
    }

    /** What healthy listeners see: the 99th percentile from broker to arrival, and the time until all was delivered. */
    private record Isolation(Duration p99, Duration took, int mostOpen, Account account) {}

    private static Isolation isolation(String name, int hanging) throws Exception {
        try (Scene scene = new Scene(lab, name)) {
            Endpoint bad = scene.endpoint(Endpoint.plain()).on("/", Behaviour.HANG);
            List<String> healthy = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                healthy.add(scene.listener(scene.endpoint().url("/ok/" + i)));
            }
            for (int i = 0; i < hanging; i++) {
                healthy.add(0, scene.listener(bad.url("/hang/" + i), d -> {
                    Scene.timeout(d, HANGING_TIMEOUT.toString());
                    Scene.retry(d, "PT1S");
                }));
            }
            List<String> hung = List.copyOf(healthy.subList(0, hanging));
            healthy.removeAll(hung);
            lab.awaitCatalog();
            Instant begin = Instant.now();
            scene.publishSteadily(300, 50);
            scene.awaitDelivered(healthy.toArray(String[]::new));
            Duration took = Duration.between(begin, Instant.now());
            List<Duration> latencies = scene.arrivals().stream()
                    .filter(arrival -> healthy.contains(arrival.listener()))
                    .map(arrival -> Duration.between(
                            scene.published().get(arrival.event()).at(), arrival.at()))
                    .sorted()
                    .toList();
            for (String listener : hung) {
                scene.delete(listener);
            }
            return new Isolation(latencies.get(latencies.size() * 99 / 100), took, bad.mostOpen(), scene.settle());
        }
    }

    @Test
    @Fault(41)
    void survivesEndpointsThatRefuseBreakFloodLieAndRedirect() throws Exception {
        try (Scene scene = new Scene(lab, "f41");
                Endpoint canary = Endpoint.plain()) {
            // given
            Endpoint endpoint = scene.endpoint()
                    .on("/reset", Behaviour.RESET)
                    .on("/drip", Behaviour.DRIP)
                    .on("/flood-head", Behaviour.FLOOD_HEAD)
                    .on("/flood-body", Behaviour.FLOOD_BODY)
                    .on("/long", Behaviour.LONG_CONTENT_LENGTH)
                    .on("/gibberish", Behaviour.GIBBERISH)
                    .on("/moved", Behaviour.redirect(307, canary.url("/")))
                    .on("/elsewhere", Behaviour.redirect(303, canary.url("/")))
                    .on("/busy", Behaviour.status(429, "Retry-After: 1"))
                    .on("/gone", Behaviour.status(410));
            String healthy = scene.listener(endpoint.url("/ok"));
            List<String> lying =
                    List.of(scene.listener(endpoint.url("/flood-body")), scene.listener(endpoint.url("/long")));
            for (String path :
                    List.of("/reset", "/drip", "/flood-head", "/gibberish", "/moved", "/elsewhere", "/busy", "/gone")) {
                scene.listener(endpoint.url(path), d -> {
                    Scene.timeout(d, "PT2S");
                    Scene.retry(d, "PT1S");
                });
            }
            scene.listener("http://127.0.0.1:" + ServiceProcess.freePort() + "/", d -> Scene.retry(d, "PT1S"));
            lab.pods("a", "b");

            // when
            scene.publish(6);

            // then
            scene.awaitDelivered(healthy);
            scene.awaitDelivered(lying.toArray(String[]::new));
            Account account = scene.settle();
            REPORT.add(41, account, 0, Map.of("connections on the redirect's target", canary.connections()));
            assertThat(canary.connections()).as("redirects are never followed").isZero();
            assertThat(account.dead()).isEqualTo(9 * 6);
            assertThat(account.duplicates()).isZero();
        }
    }

    @Test
    @Fault(43)
    void namesTlsFailuresAndDeliversToTheOthers() throws Exception {
        for (String name : List.of("good", "expired", "wrong", "unknown", "hang", "plain")) {
            lab.hosts().point(name + ".test", "127.0.0.1");
        }
        everyDispatcherHasReached("good.test");
        try (Scene scene = new Scene(lab, "f43");
                ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            // given
            Endpoint good = scene.endpoint(Endpoint.tls(Identities.of("good")));
            Endpoint expired = scene.endpoint(Endpoint.tls(Identities.of("expired")));
            Endpoint other = scene.endpoint(Endpoint.tls(Identities.of("other")));
            Endpoint unknown = scene.endpoint(Endpoint.tls(Identities.of("unknown")));
            Consumer<ObjectNode> twice = d -> {
                Scene.timeout(d, "PT2S");
                Scene.retry(d, "PT1S");
            };
            String healthy = scene.listener(good.url("good.test", "/"));
            Map<String, FailureReason> reasons = Map.of(
                    scene.listener(expired.url("expired.test", "/"), twice), FailureReason.TLS,
                    scene.listener(other.url("wrong.test", "/"), twice), FailureReason.TLS,
                    scene.listener(unknown.url("unknown.test", "/"), twice), FailureReason.TLS,
                    scene.listener("https://plain.test:" + scene.endpoint().port() + "/", twice), FailureReason.TLS,
                    scene.listener("https://hang.test:" + silent.getLocalPort() + "/", twice), FailureReason.TIMEOUT);
            lab.pods("a", "b");

            // when
            scene.publish(6);

            // then
            scene.awaitDelivered(healthy);
            Account account = scene.settle();
            REPORT.add(43, account, 0, Map.of());
            assertThat(scene.deadLetters())
                    .hasSize(5 * 6)
                    .allSatisfy(letter -> assertThat(letter.reason())
                            .isEqualTo(reasons.get(letter.delivery().listener().value())));
            assertThat(account.duplicates()).isZero();
        }
    }

    /** Where a dispatcher has seen nothing but hosts that are out of reach, it blames its own side. */
    private static void everyDispatcherHasReached(String host) throws Exception {
        try (Scene scene = new Scene(lab, "f43-reached")) {
            Endpoint endpoint = scene.endpoint(Endpoint.tls(Identities.of("good")));
            scene.listener(endpoint.url(host, "/"));
            lab.pods("a", "b");
            scene.publish(24);
            scene.settle();
        }
    }

    @Test
    @Fault(44)
    void waitsForNamesAndNeverDialsWhatItDidNotJudge() throws Exception {
        try (Scene scene = new Scene(lab, "f44");
                Endpoint canary = Endpoint.on("127.0.0.2", scene.endpoint().port())) {
            // given
            lab.hosts().point("forbidden.test", "127.0.0.2");
            lab.hosts().point("rebound.test", "127.0.0.1");
            Endpoint endpoint = scene.endpoint();
            endpoint.on("/once", Behaviour.after(Duration.ofMillis(50), Behaviour.status(200, "Connection: close")));
            String healthy = scene.listener(endpoint.url("/ok"));
            String late =
                    scene.listener(endpoint.url("late.test", "/"), d -> Scene.retry(d, "PT2S", "PT6S", "PT6S", "PT6S"));
            String never = scene.listener(endpoint.url("never.test", "/"), d -> Scene.retry(d, "PT1S"));
            String forbidden = scene.listener(endpoint.url("forbidden.test", "/"), d -> Scene.retry(d, "PT1S"));
            String rebound = scene.listener(endpoint.url("rebound.test", "/once"), d -> {
                Scene.retry(d, "PT1S");
                d.withObject("/delivery").put("maxInFlight", 1);
            });
            lab.pods("a", "b");

            // when
            scene.publish(10);
            scene.awaitDelivered(healthy, rebound);
            lab.hosts().point("late.test", "127.0.0.1");
            // A judgement holds for a second: the name is bound anew while each of these deliveries dials.
            scene.publish(30);
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> scene.arrivals(rebound).size() >= 20);
            lab.hosts().point("rebound.test", "127.0.0.2");
            scene.publish(20);

            // then
            scene.awaitDelivered(late);
            Account account = scene.settle();
            REPORT.add(44, account, 0, Map.of("connections on the canary", canary.connections()));
            assertThat(canary.connections())
                    .as("connections to a forbidden address")
                    .isZero();
            assertThat(scene.deadLetters()).allSatisfy(letter -> {
                String listener = letter.delivery().listener().value();
                assertThat(letter.reason())
                        .isEqualTo(listener.equals(never) ? FailureReason.DNS : FailureReason.EGRESS_DENIED);
            });
            assertThat(scene.arrivals(forbidden)).isEmpty();
            assertThat(account.duplicates()).isZero();
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> poison(String kind, int count) {
        List<ProducerRecord<byte[], byte[]>> poison = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = ("{\"poison\": \"" + kind + "\", \"number\": " + i).getBytes(StandardCharsets.UTF_8);
            poison.add(new ProducerRecord<>(Scene.EVENT_TOPICS.get(i % 2), i % 6, null, value));
        }
        return poison;
    }

    private static List<String> values(List<ProducerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
