package dev.hearken.system.faults;

import dev.hearken.system.Arrival;
import dev.hearken.system.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.hearken.system.faults.Scenes.KILL_BUDGET;
import static dev.hearken.system.faults.Scenes.LONG;
import static dev.hearken.system.faults.Scenes.LONGER_THAN_A_SESSION;
import static dev.hearken.system.faults.Scenes.flakyScene;
import static dev.hearken.system.faults.Scenes.since;
import static dev.hearken.system.faults.Scenes.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** What befalls the process of a dispatcher: its memory, its threads, its clock; in the profile {@code fault-full}. */
@Tag("fault-full")
class ProcessFaultsIT {
    /** What a JVM says that ends because of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private static final String ATTEMPT = "dev.hearken.dispatcher.transport.http.HttpAttempt";
    private static final int SLOTS = 64;

    /** Longer than the deadline of an attempt, and shorter than what {@link Account} lets pass after its signature. */
    private static final Duration BLOCKED = Duration.ofSeconds(10);

    private static final Duration HOUR = Duration.ofHours(1);
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
    @Fault(49)
    void losesNothingWhenADispatcherRunsOutOfMemory() throws Exception {
        try (Scene scene = new Scene(lab, "f49")) {
            // given
            scene.endpoint().on("/slow", Behaviour.after(Duration.ofMillis(300), Behaviour.OK));
            scene.listener(
                    scene.endpoint().url("/slow"),
                    d -> d.withObject("/delivery").put("maxInFlight", SLOTS));
            int door = ServiceProcess.freePort();
            ServiceProcess poor = lab.startPod("poor", Debugger.door(door));
            lab.pods("rich", "poor");

            // when
            scene.publish(400);
            await().atMost(LONG).until(() -> scene.successes() > 50);
            Instant begin = Instant.now();
            try (Debugger debugger = Debugger.at(door)) {
                debugger.takeAllMemory();
            }
            assertThat(poor.endsWithin(LONG)).as("ends by itself").isTrue();
            String lived = since(begin);

            // then
            lab.pods("rich");
            Account account = scene.settle();
            REPORT.add(49, account, KILL_BUDGET, Map.of("ended after", lived));
            assertThat(poor.exitCode()).isEqualTo(OUT_OF_MEMORY);
            assertThat(poor.log()).contains("java.lang.OutOfMemoryError");
            assertThat(account.dead()).isZero();
            assertThat(account.duplicates()).isLessThanOrEqualTo(KILL_BUDGET);
        }
    }

    @Test
    @Fault(53)
    void onlyWhatABlockedEventLoopCarriesWaitsForIt() throws Exception {
        try (Scene scene = new Scene(lab, "f53")) {
            // given a listener on each of two event loops
            scene.endpoint().on("/slow", Behaviour.after(Duration.ofMillis(50), Behaviour.OK));
            List<String> listeners = List.of(onLoop(scene, 0), onLoop(scene, 1));
            lab.pods();
            int door = ServiceProcess.freePort();
            ServiceProcess pod = lab.startPod("d", Debugger.door(door), "-Ddispatcher.http.loops=2");
            lab.pods("d");
            scene.publish(20);
            scene.settle();

            // when
            String loop;
            List<Integer> before;
            int live;
            try (Debugger debugger = Debugger.at(door)) {
                Debugger.Trap trap = debugger.trap(ATTEMPT, "start");
                scene.publish(100);
                loop = trap.caught(LONG);
                Thread.sleep(BLOCKED.toMillis());
                before = listeners.stream()
                        .map(listener -> scene.arrivals(listener).size())
                        .sorted()
                        .toList();
                live = status(pod, "live");
            }

            // then
            Account account = scene.settle();
            REPORT.add(53, account, SLOTS, Map.of("blocked", loop, "delivered meanwhile", before, "live", live));
            assertThat(loop).startsWith("vert.x-eventloop-thread");
            assertThat(before.get(0)).as("of the listener on the blocked loop").isLessThan(120);
            assertThat(before.get(1)).as("of the other").isEqualTo(120);
            assertThat(live).isNotEqualTo(503);
            await().atMost(LONG).until(() -> status(pod, "live") == 200 && pod.isReady());
            assertThat(account.dead()).isZero();
            assertThat(account.duplicates()).isLessThanOrEqualTo(SLOTS);
        }
        lab.pods();
    }

    /** A listener whose host belongs to this one of two loops. */
    private static String onLoop(Scene scene, int loop) throws Exception {
        String host = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "f53-" + i + ".test")
                .filter(name -> Math.floorMod(name.hashCode(), 2) == loop)
                .findFirst()
                .orElseThrow();
        lab.hosts().point(host, "127.0.0.1");
        return scene.listener(scene.endpoint().url(host, "/slow"), d -> {
            Scene.timeout(d, "PT5S");
            d.withObject("/delivery").put("maxInFlight", SLOTS);
        });
    }

    @Test
    @Fault(50)
    void losesNothingWhenTheClockOfADispatcherJumps() throws Exception {
        assumeThat(FalseClock.isPossible())
                .as("a C compiler, to make the clock with")
                .isTrue();
        FalseClock clock = FalseClock.in(Path.of("target", "fault-lab", "clock"));
        try (Scene scene = flakyScene(lab, "f50")) {
            // given
            scene.skew(HOUR);
            scene.listener(scene.endpoint().url("/flaky"), d -> {
                Scene.retry(d, "PT20S", "PT20S");
                d.withObject("/delivery").put("maxInFlight", SLOTS).put("maxAge", "PT90M");
            });
            lab.pods();
            ServiceProcess pod = lab.startPod("d", clock.environment());
            lab.pods("d");
            scene.publish(60);
            awaitFirstAttempts(scene);

            // when it is set forward while retries wait, and back while others do
            clock.set(HOUR);
            Instant forward = Instant.now();
            scene.awaitAllDelivered();
            String early = since(forward);
            scene.publish(60);
            awaitFirstAttempts(scene);
            clock.set(Duration.ZERO);
            scene.publish(60);
            awaitFirstAttempts(scene);
            Thread.sleep(LONGER_THAN_A_SESSION.toMillis());
            List<Integer> health = List.of(status(pod, "live"), status(pod, "ready"));
            long waiting = scene.expected().size() - scene.successes();
            clock.set(HOUR);

            // then
            Account account = scene.settle();
            REPORT.add(
                    50,
                    account,
                    KILL_BUDGET,
                    Map.of(
                            "all tried after the jump",
                            early,
                            "waiting after the jump back",
                            waiting,
                            "health",
                            health));
            assertThat(signedAhead(scene.arrivals())).as("timestamps, in hours").containsOnlyKeys(0L, 1L);
            assertThat(waiting).as("due in an hour, by the clock").isPositive();
            assertThat(health).doesNotContain(503);
            assertThat(pod.isAlive()).isTrue();
            assertThat(account.dead()).isZero();
            assertThat(account.duplicates()).isLessThanOrEqualTo(KILL_BUDGET);
        }
        lab.pods();
    }

    private static void awaitFirstAttempts(Scene scene) {
        await().atMost(LONG)
                .until(() ->
                        scene.arrivals().stream().map(Arrival::id).distinct().count()
                                == scene.expected().size());
    }

    /** How many arrivals were signed so many hours ahead of their time, rounded. */
    private static Map<Long, Long> signedAhead(List<Arrival> arrivals) {
        return arrivals.stream()
                .map(arrival -> Long.parseLong(arrival.header("webhook-timestamp"))
                        - arrival.at().getEpochSecond())
                .collect(Collectors.groupingBy(
                        seconds -> Math.round(seconds / (double) HOUR.toSeconds()), Collectors.counting()));
    }
}
