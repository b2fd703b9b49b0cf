package dev.hearken.system.faults;

import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.RetryTier;
import dev.hearken.model.topic.Topics;
import dev.hearken.system.ServiceProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.hearken.system.faults.Scenes.LONG;
import static dev.hearken.system.faults.Scenes.LONGER_THAN_A_SESSION;
import static dev.hearken.system.faults.Scenes.UNCOMMITTED_BUDGET;
import static dev.hearken.system.faults.Scenes.flakyScene;
import static dev.hearken.system.faults.Scenes.since;
import static dev.hearken.system.faults.Scenes.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Kafka can do to dispatchers and a build should not wait for; in the Maven profile {@code fault-full}. */
@Tag("fault-full")
class KafkaFaultsIT {
    /** {@code -Dfaults.broker-away=600} for ten minutes. */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("faults.broker-away", 90));

    private static final String STALLED_SOON = "-Ddispatcher.platform.stalled-after=PT20S";

    private static final String SKIPPED = "hearken_records_skipped_total{consumer=\"events\"";
    private static final int SMALL = 20_000;
    private static final int LARGE = 40_000;
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
    @Fault(13)
    void waitsWithoutFussForABrokerThatIsAwayForLong() throws Exception {
        try (Scene scene = flakyScene(lab, "f13")) {
            // given a time without writes, after which a dispatcher would be restarted if that were the topics' fault
            lab.pods();
            lab.startPod("a", STALLED_SOON);
            lab.startPod("b", STALLED_SOON);
            List<ServiceProcess> pods = lab.pods("a", "b");
            scene.publish(300);
            await().atMost(LONG).until(() -> scene.successes() > 50);
            long lines = lines(pods);

            // when
            lab.broker().kill();
            scene.listener(
                    scene.endpoint().url("/ok"),
                    d -> d.withObject("/selector").putArray("executions").add("f13-nobody"));
            await().during(AWAY)
                    .atMost(AWAY.plusSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> isAlive(pods) && lab.api().get("/listeners").statusCode() == 200);
            long said = lines(pods) - lines;
            lab.broker().start();
            lab.broker().awaitOpen();
            Instant open = Instant.now();
            lab.pods("a", "b");
            scene.publish(50);

            // then
            Account account = scene.settle();
            REPORT.add(
                    13,
                    account,
                    UNCOMMITTED_BUDGET,
                    Map.of("away", AWAY, "log lines of two dispatchers", said, "open to drained", since(open)));
            assertThat(said).as("lines in the logs").isLessThan(200 + AWAY.toSeconds());
            assertThat(account.duplicates()).isLessThanOrEqualTo(UNCOMMITTED_BUDGET);
        }
        lab.pods();
    }

    private static boolean isAlive(List<ServiceProcess> pods) throws InterruptedException {
        for (ServiceProcess pod : pods) {
            if (!pod.isAlive() || status(pod, "live") == 503) {
                return false;
            }
        }
        return true;
    }

    private static long lines(List<ServiceProcess> pods) throws Exception {
        long lines = 0;
        for (ServiceProcess pod : pods) {
            lines += pod.log().lines().filter(line -> line.startsWith("ts=")).count();
        }
        return lines;
    }

    @Test
    @Fault(17)
    void losesNothingWhenOneDispatcherAloneIsCutOffFromKafka() throws Exception {
        try (Scene scene = flakyScene(lab, "f17")) {
            // given
            lab.pods("a");
            ServiceProcess apart = lab.startPodApart("apart");
            lab.pods("a", "apart");
            scene.publish(300);
            await().atMost(LONG).until(() -> scene.successes() > 50);

            // when
            lab.broker().apart().blackHole();
            Thread.sleep(LONGER_THAN_A_SESSION.toMillis());
            scene.publish(100);
            Instant published = Instant.now();
            scene.awaitAllDelivered();
            String withoutIt = since(published);
            lab.broker().apart().pass();
            lab.pods("a", "apart");

            // then
            Account account = scene.settle();
            REPORT.add(17, account, UNCOMMITTED_BUDGET, Map.of("the other delivered all after", withoutIt));
            assertThat(status(apart, "live")).isEqualTo(200);
            assertThat(account.duplicates()).isLessThanOrEqualTo(UNCOMMITTED_BUDGET);
        }
    }

    @Test
    @Fault(21)
    void countsExactlyWhatWasGoneBeforeItWasRead() throws Exception {
        try (Scene scene = new Scene(lab, "f21")) {
            // given
            scene.listener(scene.endpoint().url("/ok"));
            lab.pods("a");
            scene.publish(50);
            scene.settle();
            lab.pods();
            Instant stopped = Instant.now();
            scene.publish(120);

            // when
            Map<TopicPartition, Long> kept = halfOfWhatIsUncommitted();
            lab.kafka().deleteBefore(kept);
            long gone = scene.forget(stopped, kept);
            ServiceProcess heir = lab.pods("b").get(0);

            // then
            assertThat(gone).isPositive();
            await().atMost(LONG).until(() -> heir.meter(SKIPPED) == gone);
            Account account = scene.settle();
            REPORT.add(21, account, 0, Map.of("gone", gone));
            assertThat(heir.meter(SKIPPED)).isEqualTo(gone);
            assertThat(heir.log()).contains("are lost: Kafka had deleted them");
            assertThat(account.duplicates()).isZero();
        }
    }

    private static Map<TopicPartition, Long> halfOfWhatIsUncommitted() throws Exception {
        Map<TopicPartition, Long> kept = new HashMap<>();
        Map<TopicPartition, Long> ends = lab.kafka().ends(Scene.EVENT_TOPICS);
        lab.kafka().committed(Lab.EVENTS_GROUP).forEach((partition, committed) -> {
            long behind = ends.get(partition) - committed.offset();
            if (behind > 1) {
                kept.put(partition, committed.offset() + behind / 2);
            }
        });
        return kept;
    }

    @Test
    @Fault(24)
    void givesUpWhatIsTooLargeForTheDeadLettersWithAPointerInsteadOfThePayload() throws Exception {
        try (Scene scene = new Scene(lab, "f24");
                Lab.Missing room = lab.largestRecord(Topics.DEAD_LETTERS, SMALL);
                Lab.Missing otherRoom = lab.largestRecord(Topics.INVALID_EVENTS, SMALL)) {
            // given
            scene.endpoint().on("/wrong", Behaviour.status(404));
            scene.listener(scene.endpoint().url("/wrong"));
            scene.listener(scene.endpoint().url("/ok"));
            lab.pods("a");

            // when
            scene.pad(12, LARGE);
            scene.publish(12, noise(6));

            // then
            Account account = scene.settle();
            REPORT.add(24, account, 0, Map.of());
            assertThat(scene.deadLetters()).hasSize(12).allSatisfy(letter -> pointsAtItsEvent(scene, letter));
            assertThat(lab.kafka().read(List.of(Topics.INVALID_EVENTS)).stream()
                            .filter(record -> header(record, "hearken-left-out").equals(Integer.toString(LARGE)))
                            .map(record -> header(record, "hearken-topic"))
                            .toList())
                    .hasSize(6)
                    .containsOnly(Topics.WORKFLOW_TASKS);
            assertThat(account.duplicates()).isZero();
        }
    }

    @Test
    @Fault(24)
    void givesUpAtOnceWhatIsTooLargeToWait() throws Exception {
        try (Scene scene = new Scene(lab, "f24-retry");
                Lab.Missing room = lab.largestRecord(RetryTier.FIVE_SECONDS.topic(), SMALL)) {
            // given
            scene.endpoint().on("/flaky", Behaviour.failing(1));
            scene.listener(
                    scene.endpoint().url("/flaky"),
                    d -> d.withObject("/delivery").put("maxInFlight", 64));
            lab.pods("a");

            // when
            scene.pad(12, LARGE);
            scene.publish(60);

            // then
            Account account = scene.settle();
            REPORT.add(24, account, 0, Map.of());
            assertThat(scene.deadLetters()).isNotEmpty().allSatisfy(letter -> {
                assertThat(letter.reason()).isEqualTo(FailureReason.TOO_LARGE);
                assertThat(letter.delivery().source().value()).hasSizeGreaterThan(LARGE);
            });
            assertThat(account.delivered()).isGreaterThan(48);
            assertThat(account.duplicates()).isZero();
        }
    }

    private static void pointsAtItsEvent(Scene scene, DeadLetter letter) {
        Scene.Published event = scene.published().get(letter.delivery().eventId());
        assertThat(letter.leftOut()).isGreaterThan(LARGE);
        assertThat(letter.delivery().source().topic())
                .isEqualTo(event.partition().topic());
        assertThat(letter.delivery().source().partition())
                .isEqualTo(event.partition().partition());
        assertThat(letter.delivery().source().offset()).isEqualTo(event.offset());
        assertThat(letter.delivery().source().value()).isEmpty();
        assertThat(letter.delivery().body().bytes()).isEmpty();
        assertThat(letter.delivery().attempts()).hasSize(1);
    }

    private static List<ProducerRecord<byte[], byte[]>> noise(int count) {
        Random random = new Random(24);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[LARGE];
            random.nextBytes(value);
            records.add(new ProducerRecord<>(Topics.WORKFLOW_TASKS, i, null, value));
        }
        return records;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
