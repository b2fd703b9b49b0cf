package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.topic.Topics;
import dev.hearken.system.Arrival;
import dev.hearken.system.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.hearken.system.faults.Scenes.LONG;
import static dev.hearken.system.faults.Scenes.flakyScene;
import static dev.hearken.system.faults.Scenes.since;
import static dev.hearken.system.faults.Scenes.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What befalls dispatchers and their endpoints and a build should not wait for; in the profile {@code fault-full}. */
@Tag("fault-full")
class DispatcherFaultsIT {
    private static final String REFUSED = "hearken_attempts_seconds_count{outcome=\"connect-failed\"";
    private static final Duration OUTAGE = Duration.ofSeconds(20);

    /** Listeners for all of so many events whose deliveries come due at once: {@code -Dfaults.storm=16} for 19,200. */
    private static final int STORM = Integer.getInteger("faults.storm", 8);

    private static final int EVENTS = 1200;

    /** The events that were handed over to their owners in the second before the first kill, and are once more. */
    private static final long ORDER_BUDGET = 300;

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
    @Fault(4)
    void keepsTheOrderOfEveryExecutionWhenOwnersAreKilledWhileTheirHeadsFail() throws Exception {
        try (Scene scene = new Scene(lab, "f04-order")) {
            // given
            scene.endpoint()
                    .on("/ordered", Behaviour.failing(1, Behaviour.after(Duration.ofMillis(100), Behaviour.OK)));
            String ordered = scene.listener(scene.endpoint().url("/ordered"), d -> {
                d.withObject("/selector").putArray("events").add("TASK");
                d.withObject("/delivery").put("ordering", "execution");
            });
            List<ServiceProcess> pods = lab.pods("a", "b");
            scene.publish(300);

            // when
            await().atMost(LONG).until(() -> scene.successes() > 50);
            pods.get(0).kill();
            lab.pods("b", "c");
            scene.publish(200);
            int before = scene.successes();
            await().atMost(LONG).until(() -> scene.successes() > before + 30);
            pods.get(1).kill();
            lab.pods("c", "d");

            // then
            Account account = scene.settle();
            REPORT.add(
                    4,
                    account,
                    ORDER_BUDGET,
                    Map.of(
                            "executions in order",
                            byExecution(scene, firsts(scene, ordered)).size(),
                            "repeated by execution",
                            repeated(scene, ordered)));
            assertThat(byExecution(scene, firsts(scene, ordered)))
                    .as("first arrivals of each execution")
                    .isEqualTo(byExecution(scene, tasks(scene)));
            assertThat(scene.arrivals(ordered).stream().filter(arrival -> !arrival.isSuccess()))
                    .as("heads that failed")
                    .isNotEmpty();
            assertThat(account.duplicates()).isLessThanOrEqualTo(ORDER_BUDGET);
        }
    }

    /** How many events of an execution came again, and of how many executions that is so. */
    private static Map<Integer, Long> repeated(Scene scene, String listener) {
        Map<String, Long> times = scene.arrivals(listener).stream()
                .filter(Arrival::isSuccess)
                .collect(Collectors.groupingBy(Arrival::event, Collectors.counting()));
        times.values().removeIf(count -> count == 1);
        return byExecution(scene, List.copyOf(times.keySet())).values().stream()
                .collect(Collectors.groupingBy(List::size, TreeMap::new, Collectors.counting()));
    }

    /** Events in the order in which each came first, also where it was refused. */
    private static List<String> firsts(Scene scene, String listener) {
        return scene.arrivals(listener).stream()
                .sorted(Comparator.comparing(Arrival::at))
                .map(Arrival::event)
                .distinct()
                .toList();
    }

    private static List<String> tasks(Scene scene) {
        return scene.published().values().stream()
                .filter(event -> event.partition().topic().equals(Topics.WORKFLOW_TASKS))
                .map(event -> event.event().id())
                .toList();
    }

    private static Map<String, List<String>> byExecution(Scene scene, List<String> events) {
        return events.stream()
                .collect(Collectors.groupingBy(event -> scene.published()
                        .get(event)
                        .event()
                        .event()
                        .at("/data/execution/id")
                        .textValue()));
    }

    @Test
    @Fault(45)
    void doesNotRunAnEndpointDownThatComesBackToALargeBacklog() throws Exception {
        try (Scene scene = new Scene(lab, "f45");
                FaultProxy way = new FaultProxy(scene.endpoint().port())) {
            // given
            Crowd crowd = new Crowd();
            scene.endpoint().on("/back", crowd::answer);
            scene.listener("http://127.0.0.1:" + way.port() + "/back", d -> {
                Scene.retry(d, "PT1S", "PT1S", "PT1S", "PT1S", "PT1S", "PT1S", "PT1S", "PT1S");
                d.withObject("/delivery").put("maxInFlight", 16);
            });
            lab.pods("a", "b");
            way.cut();
            scene.publish(800);
            await().atMost(LONG).until(() -> lab.kafka().lag(Lab.EVENTS_GROUP, Scene.EVENT_TOPICS) == 0);

            // when
            way.pass();
            Instant back = Instant.now();

            // then
            Account account = scene.settle();
            REPORT.add(45, account, 0, Map.of("most at once", crowd.most(), "back to drained", since(back)));
            assertThat(crowd.tooEarly())
                    .as("requests beyond the ramp 1, 2, 4 …")
                    .isEmpty();
            assertThat(crowd.most()).as("of two dispatchers").isBetween(2, 2 * 16);
            assertThat(account.dead()).isZero();
            assertThat(account.duplicates()).isZero();
        }
    }

    /** An endpoint that counts how many come at once. */
    private static final class Crowd {
        private final AtomicInteger present = new AtomicInteger();
        private final AtomicInteger served = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final List<String> tooEarly = new CopyOnWriteArrayList<>();

        int answer(Exchange exchange) throws IOException, InterruptedException {
            int ready = served.get();
            int now = present.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            // Each of two dispatchers lets one more try for each that succeeded, at most.
            if (now > ready + 2) {
                tooEarly.add(now + " at once after " + ready);
            }
            Thread.sleep(30);
            present.decrementAndGet();
            served.incrementAndGet();
            return Behaviour.OK.answer(exchange);
        }

        int most() {
            return most.get();
        }

        List<String> tooEarly() {
            return tooEarly;
        }
    }

    @Test
    @Fault(46)
    void burnsNoAttemptsWhenAllEndpointsAreOutOfReachAtOnce() throws Exception {
        try (Scene scene = new Scene(lab, "f46");
                FaultProxy way = new FaultProxy(scene.endpoint().port())) {
            // given
            for (int i = 0; i < 12; i++) {
                lab.hosts().point("f46-" + i + ".test", "127.0.0.1");
                scene.listener("http://f46-" + i + ".test:" + way.port() + "/" + i, d -> {
                    Scene.timeout(d, "PT2S");
                    Scene.retry(d, "PT1S", "PT1S");
                });
            }
            List<ServiceProcess> pods = lab.pods("a", "b");
            scene.publish(10);
            scene.awaitAllDelivered();
            await("every answer has arrived")
                    .atMost(LONG)
                    .until(() -> pods.stream().allMatch(pod -> pod.meter("hearken_admission_slots_taken") == 0));

            // when
            way.swallow();
            scene.publish(30);
            await().atMost(LONG).until(() -> isDown(pods));
            await("what was under way has timed out")
                    .atMost(LONG)
                    .until(() -> pods.stream().allMatch(pod -> pod.meter("hearken_admission_slots_taken") <= 1));
            long dialled = way.accepted();
            Thread.sleep(OUTAGE.toMillis());
            long probes = way.accepted() - dialled;
            way.pass();
            Instant back = Instant.now();

            // then
            Account account = scene.settle();
            long burned = scene.arrivals().stream()
                    .filter(arrival -> arrival.attempt() > 1)
                    .count();
            REPORT.add(
                    46,
                    account,
                    0,
                    Map.of("attempts used up", burned, "tried in the outage", probes, "back to drained", since(back)));
            assertThat(probes).as("attempts of two dispatchers, one at a time").isLessThanOrEqualTo(2 * 12);
            assertThat(account.dead()).isZero();
            assertThat(account.duplicates()).isZero();
            await().atMost(LONG).until(() -> pods.stream().allMatch(pod -> pod.meter("hearken_egress_down") == 0));
        }
    }

    private static boolean isDown(List<ServiceProcess> pods) {
        return pods.stream().allMatch(pod -> pod.meter("hearken_egress_down") == 1);
    }

    @Test
    @Fault(47)
    void freshEventsDoNotStandBehindRetriesThatAreDueAtOnce() throws Exception {
        try (Scene storm = new Scene(lab, "f47-storm");
                Scene fresh = new Scene(lab, "f47-fresh")) {
            // given deliveries that all wait for the same moment
            ZonedDateTime due = ZonedDateTime.now(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.MINUTES)
                    .plusMinutes(3);
            storm.endpoint().on("/", Behaviour.after(Duration.ofMillis(20), Behaviour.OK));
            for (int i = 0; i < STORM; i++) {
                storm.listener(storm.endpoint().url("/" + i), d -> holdUntil(d, due));
            }
            String other = fresh.listener(fresh.endpoint().url("/"));
            lab.pods("a", "b");
            storm.publish(EVENTS);
            await().atMost(LONG).until(() -> lab.kafka().lag(Lab.EVENTS_GROUP, Scene.EVENT_TOPICS) == 0);
            assertThat(due.toInstant()).as("all wait before they are due").isAfter(Instant.now());

            // when
            await().atMost(Duration.ofMinutes(4)).until(() -> storm.successes() > 0);
            Instant begin = Instant.now();
            fresh.publishSteadily(300, 30);
            fresh.awaitDelivered(other);
            int drained = storm.successes();
            Duration p99 = p99(fresh);

            // then
            await().atMost(LONG.multipliedBy(4)).until(() -> storm.successes() >= STORM * EVENTS);
            Duration took = Duration.between(begin, Instant.now());
            Account account = storm.settle();
            REPORT.add(
                    47,
                    account,
                    0,
                    Map.of("drained after", took, "fresh p99", p99, "drained when the last fresh one came", drained));
            assertThat(fresh.settle().duplicates()).isZero();
            assertThat(p99).as("nobody waited for the storm to be over").isLessThan(took.dividedBy(2));
            assertThat(account.dead()).isZero();
            assertThat(account.duplicates()).isZero();
            assertThat(storm.arrivals()).allSatisfy(arrival -> {
                assertThat(arrival.at()).isAfterOrEqualTo(due.toInstant());
                assertThat(arrival.attempt()).isEqualTo(1);
            });
        }
    }

    private static void holdUntil(ObjectNode definition, ZonedDateTime due) {
        definition
                .putArray("quietWindows")
                .addObject()
                .put("from", due.minusMinutes(10).toLocalTime().toString())
                .put("to", due.toLocalTime().toString())
                .put("zone", "UTC")
                .put("then", "HOLD");
    }

    /** From broker to arrival. */
    private static Duration p99(Scene scene) {
        List<Duration> waits = scene.arrivals().stream()
                .map(arrival ->
                        Duration.between(scene.published().get(arrival.event()).at(), arrival.at()))
                .sorted()
                .toList();
        return waits.get(waits.size() * 99 / 100);
    }

    @Test
    @Fault(48)
    void survivesLargePayloadsWithASmallHeap() throws Exception {
        try (Scene scene = new Scene(lab, "f48")) {
            // given
            scene.endpoint().on("/slow", Behaviour.failing(1, Behaviour.after(Duration.ofMillis(300), Behaviour.OK)));
            scene.listener(scene.endpoint().url("/slow"), d -> {
                Scene.retry(d, "PT1S", "PT1S", "PT1S");
                d.withObject("/delivery").put("maxInFlight", 64);
            });
            lab.pods();
            ServiceProcess small = lab.startPod("small", "-Xmx256m");
            lab.pods("small");

            // when
            scene.pad(120, 900_000);
            Instant begin = Instant.now();
            scene.publish(120);

            // then
            Account account = scene.settle();
            REPORT.add(48, account, 0, Map.of("120 events of 900 KB after", since(begin)));
            assertThat(small.log()).doesNotContain("OutOfMemoryError");
            assertThat(scene.arrivals())
                    .allSatisfy(arrival -> assertThat(arrival.body().length()).isGreaterThan(900_000));
            assertThat(status(small, "live")).isEqualTo(200);
            assertThat(account.duplicates()).isZero();
        }
    }

    @Test
    @Fault(54)
    void goesOnWhenItCanOpenNoMoreConnections() throws Exception {
        try (Scene scene = new Scene(lab, "f54")) {
            // given
            for (int i = 0; i < 4; i++) {
                Endpoint slow = scene.endpoint(Endpoint.plain());
                slow.on("/", Behaviour.after(Duration.ofMillis(300), Behaviour.OK));
                scene.listener(slow.url("/"), d -> {
                    Scene.retry(d, "PT1S", "PT1S", "PT1S", "PT1S", "PT1S", "PT1S", "PT1S", "PT1S", "PT1S");
                    d.withObject("/delivery").put("maxInFlight", 64);
                });
            }
            ServiceProcess poor = lab.pods("poor").get(0);

            // when
            poor.limitFiles(12);
            Instant begin = Instant.now();
            scene.publish(150);

            // then
            Account account = scene.settle();
            await().atMost(LONG).until(() -> poor.meter(REFUSED) >= 0);
            double refused = poor.meter(REFUSED);
            REPORT.add(54, account, 0, Map.of("connections refused", refused, "drained after", since(begin)));
            assertThat(refused).as("attempts that got no connection").isPositive();
            assertThat(status(poor, "live")).isEqualTo(200);
            assertThat(account.duplicates()).isZero();
        }
    }

    @Test
    @Fault(56)
    void showsThatDispatchersAreConfiguredDifferently() throws Exception {
        try (Scene scene = flakyScene(lab, "f56")) {
            // given
            lab.pods("a", "b");
            lab.startPod("c", "-Ddispatcher.retry.max-records=100");

            // when
            List<String> hashes = new ArrayList<>();
            for (ServiceProcess pod : lab.pods("a", "b", "c")) {
                hashes.add(hash(pod));
            }
            scene.publish(60);

            // then
            Account account = scene.settle();
            REPORT.add(56, account, 0, Map.of("hashes", hashes));
            assertThat(hashes.get(0)).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2));
            assertThat(account.duplicates()).isZero();
        }
    }

    private static String hash(ServiceProcess pod) throws Exception {
        Matcher info =
                Pattern.compile("hearken_config_info\\{hash=\"([0-9a-f]{12})\"").matcher(pod.get("/q/metrics"));
        assertThat(info.find()).isTrue();
        return info.group(1);
    }
}
