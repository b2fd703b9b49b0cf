package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.topic.Topics;
import dev.hearken.system.ServiceProcess;
import dev.hearken.test.marks.Threat;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The faults of the registry, its database and the catalog topic; in the Maven profile {@code fault-full}. */
@Tag("fault-full")
class RegistryFaultsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final int MANY = 3000;

    /** Of the right length, and not the lab's. */
    private static final String KEY_MATERIAL = "b25lIG90aGVyIGtleSB0aGF0IGhhcyAzMiBieXRlcyE=";

    private static final String OTHER_KEY_ID = "k2:" + KEY_MATERIAL;
    private static final String OTHER_KEY = "k1:" + KEY_MATERIAL;
    private static final FaultReport REPORT = new FaultReport();

    /** What the relay notes waits while somebody holds the advisory lock 31. */
    private static final String NOTING_WAITS = """
            create function noting_waits() returns trigger language plpgsql as
              $$ begin perform pg_advisory_xact_lock(31); return new; end $$;
            create trigger noting_waits before update of published_revision on catalog_outbox
              for each row execute function noting_waits();
            select pg_advisory_lock(31)""";

    private static final String NOTING_GOES_ON = """
            select pg_advisory_unlock(31);
            drop trigger noting_waits on catalog_outbox;
            drop function noting_waits()""";

    private static final Account NOTHING_LOST = new Account(1, 1, 0, 0, 0, 0, List.of());
    private static Lab lab;
    private static Projection projection;

    @BeforeAll
    static void start() throws Exception {
        lab = Lab.whole(1);
        projection = new Projection(lab);
    }

    @AfterAll
    static void stop() throws Exception {
        REPORT.print();
        lab.close();
    }

    @Test
    @Fault(28)
    void servesTheApiWhenItStartsWithoutKafka() throws Exception {
        // given
        lab.pods();
        lab.killRegistry();
        lab.broker().kill();

        // when
        Instant begin = Instant.now();
        lab.startRegistry();
        String ready = since(begin);
        String id = lab.register(listener("without Kafka")).get("id").textValue();
        HttpResponse<String> read = lab.api().get("/listeners/" + id);
        lab.broker().start();
        lab.broker().awaitOpen();

        // then
        assertThat(read.statusCode()).isEqualTo(200);
        projection.awaitEqual();
        assertThat(projection.published()).containsKey(id);
        lab.unregister(id);
        REPORT.add(28, NOTHING_LOST, 0, Map.of("start to ready without Kafka", ready));
    }

    @Test
    @Fault(29)
    void consumesNoEventBeforeALongCatalogBehindASlowLinkIsLoaded() throws Exception {
        try (Lab long29 = Lab.whole(1);
                Scene scene = new Scene(long29, "f29")) {
            // given the last of many listeners is the one that hears
            fill(long29);
            scene.listener(scene.endpoint().url("/ok"));
            new Projection(long29).awaitEqual();
            scene.publish(50);
            long29.broker().link().slow(Duration.ofMillis(60));

            // when
            Instant begin = Instant.now();
            ServiceProcess pod = long29.startPod("slow");
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> readiness(pod).contains("waits for: the catalog to be loaded"));
            String waiting = since(begin);
            int early = scene.arrivals().size();
            pod.awaitReady();
            String loaded = since(begin);
            long29.broker().link().pass();

            // then
            Account account = scene.settle();
            REPORT.add(29, account, 0, Map.of("listeners", MANY, "up after", waiting, "catalog loaded after", loaded));
            assertThat(early).as("before the catalog was loaded").isZero();
            assertThat(account.duplicates()).isZero();
        }
    }

    private static void fill(Lab into) {
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            clients.add(CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < MANY / 4; i++) {
                        into.register(listener("one of many"));
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        clients.forEach(CompletableFuture::join);
    }

    @Test
    @Fault(30)
    void keepsWhatItKnowsWhenTheCatalogTopicIsEmptied() throws Exception {
        try (Scene scene = new Scene(lab, "f30")) {
            // given
            scene.listener(scene.endpoint().url("/one"));
            scene.listener(scene.endpoint().url("/two"));
            String deleted = scene.listener(scene.endpoint().url("/three"));
            ServiceProcess knowing = lab.pods("a").get(0);
            int known = knowing.listeners();
            scene.publish(20);
            scene.settle();

            // when the topic is made anew and nobody publishes again
            lab.killRegistry();
            lab.without(Topics.CATALOG).close();
            await().atMost(LONG).until(() -> unseen(knowing) == known);
            scene.publish(20);
            ServiceProcess newcomer = lab.startPod("b");

            // then who knows the listeners goes on, and who does not waits
            await().atMost(LONG).until(() -> readiness(newcomer).contains("does not show the whole catalog"));
            scene.settle();
            assertThat(knowing.listeners()).isEqualTo(known);
            assertThat(knowing.isReady()).isTrue();
            assertThat(newcomer.isReady()).isFalse();

            // when the registry comes back
            Instant begin = Instant.now();
            lab.startRegistry("-Dregistry.outbox.reconcile-every=PT5S");
            newcomer.awaitReady();
            String ready = since(begin);

            // then
            projection.awaitEqual();
            await().atMost(LONG).until(() -> unseen(knowing) == 0);

            // when it happens again under a running registry
            lab.without(Topics.CATALOG).close();
            begin = Instant.now();
            scene.delete(deleted);
            scene.publish(20);

            // then
            projection.awaitEqual();
            await().atMost(LONG).until(() -> knowing.listeners() == known - 1 && newcomer.listeners() == known - 1);
            Account account = scene.settle();
            REPORT.add(
                    30,
                    account,
                    20,
                    Map.of("registry start to newcomer ready", ready, "published again after", since(begin)));
            assertThat(account.duplicates()).isLessThanOrEqualTo(20);
        } finally {
            lab.killRegistry();
            lab.startRegistry();
        }
    }

    @Test
    @Threat("H9")
    @Fault(51)
    void nothingStartsOnAWrongKeyRingAndNothingLeavesUnsigned() throws Exception {
        try (Scene scene = new Scene(lab, "f51")) {
            // given
            scene.listener(scene.endpoint().url("/ok"));
            lab.pods("a");

            // when
            ServiceProcess without = lab.startPod("without", "-Ddispatcher.secret.key-ring=");
            ServiceProcess broken = lab.startPod("broken", "-Ddispatcher.secret.key-ring=k1:short");
            ServiceProcess registryWithout = lab.newRegistry("-Dregistry.secret.key-ring=");
            ServiceProcess registryWrong = lab.newRegistry("-Dregistry.secret.key-ring=" + OTHER_KEY_ID);
            ServiceProcess registryOther = lab.newRegistry("-Dregistry.secret.key-ring=" + OTHER_KEY);
            ServiceProcess unknown = lab.startPod("unknown", "-Ddispatcher.secret.key-ring=" + OTHER_KEY_ID);
            ServiceProcess other = lab.startPod("other", "-Ddispatcher.secret.key-ring=" + OTHER_KEY);
            scene.publish(60);

            // then
            assertEnds(without, "dispatcher.secret.key-ring");
            assertEnds(broken, "dispatcher.secret.key-ring");
            assertEnds(registryWithout, "registry.secret.key-ring");
            assertEnds(registryWrong, "registry.secret.key-ring lacks keys");
            assertEnds(registryOther, "registry.secret.key-ring");
            for (ServiceProcess wrong : List.of(unknown, other)) {
                await().atMost(LONG)
                        .until(() ->
                                readiness(wrong).contains("the key ring opens none of the listeners' signing keys"));
                assertThat(wrong.isReady()).isFalse();
            }
            Account account = scene.settle();
            REPORT.add(51, account, 0, Map.of());
            assertThat(account.dead()).isZero();
            assertThat(account.duplicates()).isZero();
        }
        lab.pods();
    }

    private static void assertEnds(ServiceProcess service, String reason) throws Exception {
        assertThat(service.endsWithin(LONG)).as("ends by itself: " + reason).isTrue();
        assertThat(service.log()).contains(reason).doesNotContain(KEY_MATERIAL);
    }

    private static String readiness(ServiceProcess pod) throws InterruptedException {
        try {
            return pod.get("/q/health/ready");
        } catch (IOException e) {
            return "";
        }
    }

    private static int unseen(ServiceProcess pod) throws IOException, InterruptedException {
        return pod.get("/q/metrics")
                .lines()
                .filter(line -> line.startsWith("hearken_catalog_unseen "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    @Test
    @Fault(31)
    void publishesAgainWhatARelayWroteAndDidNotNote() throws Exception {
        ServiceProcess pod = lab.pods("a").get(0);
        try (Connection database = lab.database();
                Writers writers = new Writers(lab)) {
            // given
            String id = lab.register(listener("written, not noted")).get("id").textValue();
            await().atMost(LONG).until(() -> projection.published().containsKey(id) && writers.acknowledged() > 50);
            run(database, NOTING_WAITS);
            lab.api().send("PATCH", "/listeners/" + id, "{\"name\": \"written again\"}");
            await().atMost(LONG).until(() -> projection.timesPublished(id, 2) > 0);

            // when
            lab.killRegistry();
            run(database, NOTING_GOES_ON);
            lab.startRegistry();
            for (int more = 0; more < 2; more++) {
                int before = writers.acknowledged();
                await().atMost(LONG).until(() -> writers.acknowledged() > before + 50);
                lab.killRegistry();
                lab.startRegistry();
            }
            writers.stop();

            // then
            projection.awaitEqual();
            Map<String, String> registered = projection.registered();
            Account account = writers.account(registered);
            REPORT.add(31, account, 0, Map.of("not acknowledged", writers.refusals()));
            assertThat(account.faults()).isEmpty();
            assertThat(account.expected()).isGreaterThan(50);
            assertThat(projection.timesPublished(id, 2)).isGreaterThan(1);
            await().atMost(LONG).until(() -> pod.listeners() == registered.size());
            lab.unregister(id);
        }
        lab.pods();
    }

    @Test
    @Fault(33)
    void keepsEveryAcknowledgedWriteWhenPostgresIsKilled() throws Exception {
        try (Writers writers = new Writers(lab)) {
            // given
            await().atMost(LONG).until(() -> writers.acknowledged() > 200);

            // when
            lab.killPostgres();
            int before = writers.acknowledged();
            await().atMost(LONG).until(() -> !writers.refusals().isEmpty());
            lab.restorePostgres();
            Instant back = Instant.now();
            await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> writers.acknowledged() > before);
            String recovered = since(back);
            await().atMost(LONG).until(() -> writers.acknowledged() > before + 200);
            writers.stop();

            // then
            Account account = writers.account(projection.registered());
            REPORT.add(
                    33, account, 0, Map.of("not acknowledged", writers.refusals(), "open to first write", recovered));
            assertThat(account.faults()).isEmpty();
            assertThat(account.expected()).isGreaterThan(100);
            assertThat(writers.refusals()).containsOnlyKeys(503);
            projection.awaitEqual();
        }
    }

    @Test
    @Fault(36)
    void answersWhenTheDatabaseIsLockedAndWritesAllOrNothing() throws Exception {
        // given
        String id = lab.register(listener("locked")).get("id").textValue();
        projection.awaitEqual();
        try (Connection locks = lab.database()) {
            locks.setAutoCommit(false);
            run(locks, "lock table listener in access exclusive mode");

            // when
            Instant asked = Instant.now();
            List<HttpResponse<String>> answers = manyAtOnce(id);
            String answered = since(asked);
            String live = lab.registry().get("/q/health/live");
            locks.rollback();

            // then
            REPORT.add(36, NOTHING_LOST, 0, Map.of("48 requests answered after", answered));
            assertThat(live).startsWith("200");
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
        }
        assertThat(projection.registered()).containsEntry(id, "locked r1").doesNotContainValue("too late r1");
        assertThat(deadlocked(id)).isIn(200, 503);
        projection.awaitEqual();
        lab.unregister(id);
    }

    /** More requests than the pool has connections, all at once: reads, changes and creations. */
    private static List<HttpResponse<String>> manyAtOnce(String id) {
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            sent.add(async("GET", "/listeners/" + id, ""));
            sent.add(async("PATCH", "/listeners/" + id, "{\"name\": \"too late\"}"));
            sent.add(async("POST", "/listeners", listener("too late").toString()));
        }
        return sent.stream().map(CompletableFuture::join).toList();
    }

    /** Locks the outbox row first and the listener second, against the order of the registry; what that answers. */
    private static int deadlocked(String id) throws SQLException {
        try (Connection locks = lab.database()) {
            locks.setAutoCommit(false);
            run(locks, "set deadlock_timeout = '10s'");
            run(locks, "select 1 from catalog_outbox where object_id = '" + id + "' for update");
            CompletableFuture<HttpResponse<String>> change =
                    async("PATCH", "/listeners/" + id, "{\"name\": \"in a deadlock\"}");
            await().atMost(LONG).until(() -> waits(locks));
            run(locks, "select 1 from listener where id = '" + id + "' for update");
            locks.rollback();
            return change.join().statusCode();
        }
    }

    private static boolean waits(Connection locks) throws SQLException {
        try (Statement statement = locks.createStatement();
                var found = statement.executeQuery("select 1 from pg_locks where not granted")) {
            return found.next();
        }
    }

    private static CompletableFuture<HttpResponse<String>> async(String method, String path, String body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return lab.api().send(method, path, body);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "client").start());
    }

    private static void run(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static ObjectNode listener(String name) {
        ObjectNode definition = JSON.createObjectNode().put("name", name);
        definition.putObject("selector").putArray("executions").add("nobody-*");
        definition.putObject("callback").put("type", "http").put("url", "https://hearken.example/");
        return definition;
    }

    private static String since(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis() + " ms";
    }
}
