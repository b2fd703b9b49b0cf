package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.topic.Topics;
import dev.hearken.system.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.hearken.system.faults.Scenes.LONG;
import static dev.hearken.system.faults.Scenes.UNCOMMITTED_BUDGET;
import static dev.hearken.system.faults.Scenes.flakyScene;
import static dev.hearken.system.faults.Scenes.since;
import static dev.hearken.system.faults.Scenes.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** What befalls the storage of the backends; each with a lab of its own, in the profile {@code fault-full}. */
@Tag("fault-full")
class StorageFaultsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int MEGABYTES = 192;
    private static final String NEWER = "hearken_outbox_differences_total{difference=\"newer\"";
    private static final String UNKNOWN = "hearken_outbox_differences_total{difference=\"unknown\"";
    private static final Account NOTHING_LOST = new Account(1, 1, 0, 0, 0, 0, List.of());
    private static final FaultReport REPORT = new FaultReport();

    @AfterAll
    static void report() throws Exception {
        REPORT.print();
    }

    @Test
    @Fault(35)
    void followsADatabaseThatComesBackWithoutItsLastCommitsAndSaysSo() throws Exception {
        try (Lab lab = Lab.whole(1)) {
            // given
            Projection projection = new Projection(lab);
            String changed = lab.register(listener("as it was")).get("id").textValue();
            String deleted = lab.register(listener("to be deleted")).get("id").textValue();
            projection.awaitEqual();
            lab.killRegistry();
            Path standby = lab.copyPostgres();
            lab.startRegistry();
            String lost = lab.register(listener("lost")).get("id").textValue();
            lab.api().send("PATCH", "/listeners/" + changed, "{\"name\": \"changed, and lost\"}");
            lab.unregister(deleted);
            projection.awaitEqual();
            ServiceProcess pod = lab.pods("a").get(0);

            // when
            lab.killRegistry();
            lab.replacePostgres(standby);
            lab.startRegistry();
            Instant begin = Instant.now();

            // then
            projection.awaitEqual();
            REPORT.add(35, NOTHING_LOST, 0, Map.of("registry start to topic as the database", since(begin)));
            assertThat(projection.registered())
                    .as("a revision is not used twice")
                    .containsOnly(Map.entry(changed, "as it was r3"), Map.entry(deleted, "to be deleted r1"))
                    .doesNotContainKey(lost);
            assertThat(lab.registry().meter(NEWER)).isEqualTo(1);
            assertThat(lab.registry().meter(UNKNOWN)).isEqualTo(1);
            await().atMost(LONG).until(() -> pod.listeners() == 2);
        }
    }

    private static ObjectNode listener(String name) {
        ObjectNode definition = JSON.createObjectNode().put("name", name);
        definition.putObject("selector").putArray("executions").add("nobody-*");
        definition.putObject("callback").put("type", "http").put("url", "https://hearken.example/");
        return definition;
    }

    @Test
    @Fault(37)
    void waitsForABrokerWhoseDiskIsFull() throws Exception {
        assumeThat(SmallDisk.isPossible())
                .as("user and mount namespaces, for a small file system")
                .isTrue();
        try (SmallDisk disk = SmallDisk.of(MEGABYTES);
                Lab lab = Lab.wholeOn(disk);
                Scene scene = flakyScene(lab, "f37")) {
            // given
            List<ServiceProcess> pods = lab.pods("a", "b");
            scene.publish(300);
            await().atMost(LONG).until(() -> scene.successes() > 50);

            // when
            Instant full = Instant.now();
            disk.fill();
            await().atMost(LONG).until(() -> hasEnded(lab));
            String ended = since(full);
            int registered = lab.api().post(listener("while it is full")).statusCode();
            List<Integer> live = List.of(status(pods.get(0), "live"), status(pods.get(1), "live"));
            disk.free();
            lab.broker().start();
            lab.broker().awaitOpen();
            Instant open = Instant.now();
            scene.publish(50);

            // then
            Account account = scene.settle();
            REPORT.add(
                    37,
                    account,
                    UNCOMMITTED_BUDGET,
                    Map.of("broker ended after", ended, "open to drained", since(open)));
            assertThat(registered).as("the outbox takes it").isEqualTo(201);
            assertThat(live).doesNotContain(503);
            assertThat(account.dead()).isZero();
            assertThat(account.duplicates()).isLessThanOrEqualTo(UNCOMMITTED_BUDGET);
        }
    }

    /** A broker notices when it is to write something. */
    private static boolean hasEnded(Lab lab) throws InterruptedException {
        if (!lab.broker().isAlive()) {
            return true;
        }
        Thread write = new Thread(() -> write(lab), "writer");
        write.setDaemon(true);
        write.start();
        write.join(Duration.ofSeconds(1).toMillis());
        return !lab.broker().isAlive();
    }

    /** No event: what may or may not be acknowledged is nobody's. */
    private static void write(Lab lab) {
        try {
            lab.kafka().publish(List.of(new ProducerRecord<>(Topics.INVALID_EVENTS, new byte[8192])));
        } catch (ExecutionException e) {
            // That is the point.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
