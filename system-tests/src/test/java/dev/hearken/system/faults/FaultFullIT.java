package dev.hearken.system.faults;

import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.RetryTier;
import dev.hearken.model.topic.Topics;
import dev.hearken.system.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.hearken.system.faults.Scenes.LONG;
import static dev.hearken.system.faults.Scenes.LONGER_THAN_A_SESSION;
import static dev.hearken.system.faults.Scenes.flakyScene;
import static dev.hearken.system.faults.Scenes.since;
import static dev.hearken.system.faults.Scenes.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The faults that take longer than a build should; in the Maven profile {@code fault-full}. */
@Tag("fault-full")
class FaultFullIT {
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
    @Fault(5)
    void losesNothingWhenADispatcherStandsStillAndWakesUpAfterItsSession() throws Exception {
        try (Scene scene = flakyScene(lab, "f05")) {
            // given
            ServiceProcess sleeper = lab.pods("a", "b").get(0);
            scene.publish(300);
            await().atMost(LONG).until(() -> scene.successes() > 100);

            // when
            sleeper.freeze();
            Thread.sleep(LONGER_THAN_A_SESSION.toMillis());
            sleeper.thaw();
            Instant awake = Instant.now();
            scene.publish(100);

            // then
            Account account = scene.settle();
            REPORT.add(5, account, 600, Map.of("awake to drained", since(awake)));
            assertThat(account.duplicates()).isLessThanOrEqualTo(600);
        }
    }

    @Test
    @Fault(7)
    void leavesInTimeAlthoughAnEndpointHangs() throws Exception {
        try (Scene scene = new Scene(lab, "f07")) {
            // given
            scene.endpoint().on("/hang", exchange -> {
                boolean first = scene.arrivals().stream().noneMatch(a -> a.id().equals(exchange.id()));
                return (first ? Behaviour.HANG : Behaviour.OK).answer(exchange);
            });
            scene.listener(scene.endpoint().url("/ok"));
            scene.listener(scene.endpoint().url("/hang"), d -> Scene.timeout(d, "PT30S"));
            ServiceProcess leaving = lab.pods("a", "b").get(0);
            scene.publish(10);
            await().atMost(LONG).until(() -> scene.successes() >= 10);

            // when
            Instant asked = Instant.now();
            boolean ended = leaving.terminate(Duration.ofSeconds(45));
            String took = since(asked);
            lab.pods("b");

            // then
            Account account = scene.settle();
            REPORT.add(7, account, 10, Map.of("SIGTERM to exit", took));
            assertThat(ended).as("ends within its deadline").isTrue();
            assertThat(account.duplicates()).isLessThanOrEqualTo(10);
        }
    }

    @Test
    @Fault(8)
    void losesNothingWhileAllDispatchersAreReplacedOneAfterTheOther() throws Exception {
        try (Scene scene = flakyScene(lab, "f08")) {
            // given
            lab.pods("a", "b");

            // when
            for (List<String> next : List.of(List.of("b", "c"), List.of("c", "d"), List.of("d", "a"))) {
                scene.publish(100);
                lab.pods(next.toArray(String[]::new));
            }

            // then
            Account account = scene.settle();
            REPORT.add(8, account, 60, Map.of());
            assertThat(account.duplicates()).isLessThanOrEqualTo(60);
        }
    }

    @Test
    @Fault(10)
    void leavesNoPartitionBehindWhenDispatchersComeAndGo() throws Exception {
        try (Scene scene = flakyScene(lab, "f10")) {
            // given
            lab.pods("a");

            // when
            for (List<String> next :
                    List.of(List.of("a", "b", "c"), List.of("c"), List.of("c", "d", "a"), List.of("a"))) {
                scene.publish(50);
                lab.pods(next.toArray(String[]::new));
            }

            // then
            Account account = scene.settle();
            REPORT.add(10, account, 100, Map.of());
            assertThat(account.duplicates()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    @Fault(15)
    void goesOnByItselfWhenTheBrokerStandsStillForAWhile() throws Exception {
        try (Scene scene = flakyScene(lab, "f15")) {
            // given
            lab.pods("a", "b");
            scene.publish(300);
            await().atMost(LONG).until(() -> scene.successes() > 50);

            // when
            lab.broker().freeze();
            Thread.sleep(LONGER_THAN_A_SESSION.toMillis());
            lab.broker().thaw();
            Instant awake = Instant.now();
            scene.publish(100);

            // then
            Account account = scene.settle();
            REPORT.add(15, account, 900, Map.of("awake to drained", since(awake)));
            assertThat(account.duplicates()).isLessThanOrEqualTo(900);
        }
    }

    @Test
    @Fault(18)
    void isSlowerAndNothingElseBehindASlowLink() throws Exception {
        try (Scene scene = flakyScene(lab, "f18")) {
            // given
            lab.pods("a", "b");

            // when
            lab.broker().link().slow(Duration.ofMillis(200));
            Instant begin = Instant.now();
            scene.publish(200);

            // then
            Account account = scene.settle();
            REPORT.add(18, account, 0, Map.of("drained after", since(begin)));
            assertThat(account.duplicates()).isZero();
        } finally {
            lab.broker().link().pass();
        }
    }

    @Test
    @Fault(20)
    void beginsAtTheBeginningWhenItsOffsetsAreGone() throws Exception {
        try (Scene scene = new Scene(lab, "f20")) {
            // given
            scene.listener(scene.endpoint().url("/ok"));
            lab.pods("a");
            scene.publish(50);
            scene.settle();
            lab.pods();

            // when
            scene.publish(50);
            lab.kafka().deleteGroup(Lab.EVENTS_GROUP);
            lab.pods("b");

            // then
            Account account = scene.settle();
            REPORT.add(20, account, 50, Map.of());
            assertThat(account.duplicates()).isLessThanOrEqualTo(50);
        }
    }

    @Test
    @Fault(23)
    void commitsNothingThatTheMissingRetryTopicShouldHold() throws Exception {
        try (Scene scene = new Scene(lab, "f23")) {
            // given
            scene.endpoint().on("/flaky", Behaviour.failing(1)).on("/wrong", Behaviour.status(404));
            scene.listener(scene.endpoint().url("/flaky"));
            String healthy = scene.listener(scene.endpoint().url("/ok"));
            scene.listener(scene.endpoint().url("/wrong"));
            lab.pods("a");

            // when
            try (Lab.Missing retries = lab.without(RetryTier.FIVE_SECONDS.topic())) {
                scene.publish(20);

                // then
                scene.awaitDelivered(healthy);
                await().atMost(LONG).until(() -> scene.deadLetters().size() == 20);
                assertThat(lab.kafka().lag(Lab.EVENTS_GROUP, Scene.EVENT_TOPICS))
                        .as("uncommitted")
                        .isPositive();
            }

            // then
            Account account = scene.settle();
            REPORT.add(23, account, 0, Map.of());
            assertThat(account.duplicates()).isZero();
        }
    }

    @Test
    @Fault(27)
    void waitsForKafkaWhenItStartsFirst() throws Exception {
        try (Scene scene = new Scene(lab, "f27")) {
            // given
            scene.listener(scene.endpoint().url("/ok"));
            lab.pods();
            lab.broker().kill();

            // when
            ServiceProcess early = lab.startPod("early");

            // then
            await().atMost(LONG).until(() -> status(early, "live") == 200);
            assertThat(status(early, "ready")).isEqualTo(503);
            lab.broker().start();
            lab.broker().awaitOpen();
            Instant open = Instant.now();
            lab.pods("early");
            String ready = since(open);
            scene.publish(50);
            Account account = scene.settle();
            REPORT.add(27, account, 0, Map.of("broker open to ready", ready));
            assertThat(account.duplicates()).isZero();
        }
    }

    @Test
    @Fault(42)
    void oneEventThatFailsDoesNotHoldUpTheOthersOfItsListener() throws Exception {
        try (Scene scene = new Scene(lab, "f42")) {
            // given
            scene.endpoint()
                    .on(
                            "/picky",
                            exchange -> (exchange.body().contains("f42-ev-00007")
                                            ? Behaviour.status(500)
                                            : Behaviour.OK)
                                    .answer(exchange))
                    .on("/flapping", Behaviour.failing(1));
            scene.listener(scene.endpoint().url("/picky"), d -> Scene.retry(d, "PT1S"));
            scene.listener(scene.endpoint().url("/flapping"));
            lab.pods("a", "b");

            // when
            scene.publish(100);

            // then
            Account account = scene.settle();
            REPORT.add(42, account, 0, Map.of());
            assertThat(scene.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.delivery().eventId()).isEqualTo("f42-ev-00007");
                assertThat(letter.reason()).isEqualTo(FailureReason.STATUS_RETRYABLE);
            });
            assertThat(account.duplicates()).isZero();
        }
    }

    @Test
    @Fault(14)
    void losesNothingWhileBrokersOfAClusterDie() throws Exception {
        try (Lab cluster = Lab.whole(3);
                Scene scene = new Scene(cluster, "f14")) {
            // given
            scene.endpoint().on("/flaky", Behaviour.failing(1));
            scene.listener(scene.endpoint().url("/flaky"));
            scene.listener(scene.endpoint().url("/ok"));
            cluster.pods("x", "y");
            scene.publish(200);

            // when
            for (Broker broker : cluster.brokers()) {
                broker.kill();
                scene.publish(50);
                broker.start();
                broker.awaitOpen();
                await().atMost(LONG).until(() -> cluster.kafka().isInSync(Topics.DEAD_LETTERS, 3));
            }

            // then
            Account account = scene.settle();
            REPORT.add(14, account, 700, Map.of());
            assertThat(account.duplicates()).isLessThanOrEqualTo(700);
        }
    }
}
