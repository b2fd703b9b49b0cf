package dev.hearken.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.local.backends.Backends;
import dev.hearken.local.backends.BackendsOptions;
import dev.hearken.model.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Prints how fast the packaged registry takes attempts from Kafka into PostgreSQL, how fast it replays events, and how
 * long the API's queries take when many attempts are stored. Both backends are real, on this machine, with their data
 * in a temporary place.
 */
public final class DeliveryLogBenchmark {
    private static final int DAYS = 28;
    private static final int REPLAYED = 50_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Backends backends;
    private final RegistryProcess registry;
    private final RegistryTraffic traffic;

    private DeliveryLogBenchmark(Backends backends, RegistryProcess registry) {
        this.backends = backends;
        this.registry = registry;
        this.traffic = new RegistryTraffic(backends.bootstrapServers());
    }

    /** Arguments: attempts to write (200000), attempts stored when the queries run (1000000). */
    public static void main(String[] arguments) throws Exception {
        int written = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int stored = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        Path directory = Files.createTempDirectory("hearken-benchmark");
        try (Backends backends = Backends.start(
                        new BackendsOptions(directory, true, true, 0, 0, directory.resolve("backends.log"), true));
                RegistryProcess registry = new RegistryProcess(backends)) {
            createTopics(backends);
            registry.start();
            DeliveryLogBenchmark benchmark = new DeliveryLogBenchmark(backends, registry);
            benchmark.write(written);
            benchmark.replay();
            benchmark.store(stored);
            benchmark.query();
        }
    }

    private static void createTopics(Backends backends) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backends.bootstrapServers()))) {
            admin.createTopics(Topics.all().stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** The registry stands still while the backlog is written, so that it alone sets the pace. */
    private void write(int count) throws Exception {
        double before = registry.written();
        registry.freeze();
        long bytes = traffic.attempts(count);
        Duration cpu = cpu();
        registry.thaw();
        long started = System.nanoTime();
        while (registry.written() - before < count) {
            Thread.sleep(50);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "%,d attempts of %,d bytes each written in %.1f s: %,.0f per second, %.1f s of processor time%n",
                count, bytes / count, seconds, count / seconds, cpu().minus(cpu).toMillis() / 1e3);
    }

    /** Of the registry and of PostgreSQL: other than the time by the clock it says the same on a busy machine. */
    private Duration cpu() {
        return Stream.concat(
                        registry.handle(),
                        ProcessHandle.of(backends.postgresPid()).stream()
                                .flatMap(postgres -> Stream.concat(Stream.of(postgres), postgres.descendants())))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** All events that there are, for a listener that was registered after them, as fast as the registry can. */
    private void replay() throws Exception {
        Instant since = Instant.now();
        traffic.events(REPLAYED);
        String listener = registry.post("/v1/listeners", """
                {"name": "replayed", "selector": {"workflows": ["*"], "tasks": ["*"]},
                 "callback": {"type": "http", "url": "https://hooks.example.com/run"}}
                """);
        Duration cpu = cpu();
        long started = System.nanoTime();
        String replay = JSON.readTree(registry.post("/v1/replays", """
                        {"listenerId": "%s", "since": "%s", "which": "missing", "rate": 1000000}
                        """.formatted(
                                JSON.readTree(listener).path("id").textValue(), since.minusSeconds(1))))
                .path("id")
                .textValue();
        JsonNode shown = JSON.readTree(registry.get("/v1/replays/" + replay));
        while (!shown.path("state").textValue().equals("finished")) {
            Thread.sleep(50);
            shown = JSON.readTree(registry.get("/v1/replays/" + replay));
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "%,d of %,d events handed over again in %.1f s: %,.0f per second, %.1f s of processor time%n",
                shown.path("sent").longValue(),
                REPLAYED,
                seconds,
                shown.path("sent").longValue() / seconds,
                cpu().minus(cpu).toMillis() / 1e3);
    }

    /** One attempt per day makes the registry make the days; the database multiplies the rest. */
    private void store(int count) throws Exception {
        double before = registry.written();
        traffic.attemptPerDay(DAYS);
        while (registry.written() - before < DAYS) {
            Thread.sleep(50);
        }
        long started = System.nanoTime();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            int step = 100_000;
            for (int from = 0; from < count; from += step) {
                statement.execute(generate(from, Math.min(count, from + step)));
            }
            statement.execute("vacuum analyze delivery");
            statement.execute("vacuum analyze attempt");
        }
        System.out.printf(
                "%,d attempts of %d days stored in %d s%n",
                count, DAYS, (System.nanoTime() - started) / 1_000_000_000L);
    }

    /** Every fiftieth failed. */
    private static String generate(int from, int to) {
        return """
                with made as (
                  select n, 'msg_' || translate(substr(md5('d' || n), 1, 26), '0189', 'ghij') as id,
                         now() - interval '1 day' * %d * (n::bigint * 7919 %% 1000000 / 1000000.0) as at
                  from generate_series(%d, %d) n),
                logged as (
                  insert into attempt (started_at, delivery_id, number, run, tenant, listener_id, listener_revision,
                                       duration_ms, instance, outcome, http_status, exchange)
                  select at, id, 1, at, 'default', '01JDXYZABCDEFGHJKMNPQRS' || lpad((n %% %d)::text, 3, '0'), 4,
                         20 + n %% 100, 'dispatcher-0', case when n %% 50 = 0 then 'timeout' else 'delivered' end, 200,
                         '{"request":{"method":"POST","url":"https://hooks.example.com/run","headers":{}}}' from made
                  on conflict do nothing)
                insert into delivery (created_at, id, tenant, listener_id, event_id, event_type, workflow, execution_id,
                                      source_topic, source_partition, source_offset, status, attempts, as_of, http_status)
                select at, id, 'default', '01JDXYZABCDEFGHJKMNPQRS' || lpad((n %% %d)::text, 3, '0'), 'stored-' || n,
                       'task.succeeded', 'workflow-' || n %% 1000, 'stored-' || n / 20, 'workflow.tasks', 0, n,
                       case when n %% 50 = 0 then 'failed' else 'delivered' end, 1, at, 200 from made
                on conflict do nothing
                """.formatted(DAYS, from, to - 1, RegistryTraffic.LISTENERS, RegistryTraffic.LISTENERS);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(backends.jdbcUrl(), backends.user(), backends.password());
    }

    private void query() throws IOException, InterruptedException {
        String listener = "listener=01JDXYZABCDEFGHJKMNPQRS0%02d";
        for (String query : List.of(
                "deliveries?limit=50",
                "deliveries?limit=200&" + listener,
                "deliveries?status=failed&" + listener,
                "deliveries?workflow=workflow-%d",
                "deliveries?workflow=workflow-%d&status=failed",
                "deliveries?execution=stored-%d",
                "deliveries?event=stored-%d",
                "deliveries?status=failed",
                "deliveries?status=waiting",
                "deliveries?" + listener + "&until=" + Instant.now().minus(Duration.ofDays(9)))) {
            long[] micros = new long[300];
            for (int i = 0; i < micros.length; i++) {
                long started = System.nanoTime();
                registry.get("/v1/" + query.formatted(i % RegistryTraffic.LISTENERS));
                micros[i] = (System.nanoTime() - started) / 1000;
            }
            Arrays.sort(micros);
            System.out.printf(
                    "p50 %6.1f ms  p95 %6.1f ms  max %6.1f ms  %s%n",
                    micros[150] / 1e3, micros[285] / 1e3, micros[299] / 1e3, query);
        }
    }
}
