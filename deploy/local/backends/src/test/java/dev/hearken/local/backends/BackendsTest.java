package dev.hearken.local.backends;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BackendsTest {
    @TempDir
    Path directory;

    @Test
    void findsTheDataOfTheLastStart() throws Exception {
        // given
        try (Backends first = Backends.start(BackendsOptions.in(directory))) {
            createTopic(first, "kept");
            execute(first, "create table kept (id int)");
        }
        // when
        try (Backends second = Backends.start(BackendsOptions.in(directory))) {
            // then
            assertThat(topics(second)).contains("kept");
            assertThat(tables(second)).contains("kept");
        }
    }

    @Test
    void findsTheDataAfterEverythingWasKilled() throws Exception {
        // given
        Backends first = Backends.start(BackendsOptions.in(directory));
        createTopic(first, "kept");
        execute(first, "create table kept (id int)");
        long orphan = first.postgresPid();
        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
        first.onExit().join();
        assertThat(StalePostmaster.of(directory.resolve("postgres")).find()).isPresent();
        // when
        try (Backends second = Backends.start(BackendsOptions.in(directory))) {
            // then
            assertThat(topics(second)).contains("kept");
            assertThat(tables(second)).contains("kept");
            assertThat(second.postgresPid()).isNotEqualTo(orphan);
        }
    }

    @Test
    void startsThePartsApartInOneDirectory() throws Exception {
        BackendsOptions options = BackendsOptions.in(directory);
        try (Backends kafka = Backends.start(options.onlyKafka());
                Backends postgres = Backends.start(options.onlyPostgres())) {
            assertThat(topics(kafka)).isEmpty();
            assertThat(tables(postgres)).isEmpty();
            assertThat(kafka.pid()).isNotEqualTo(postgres.pid());
            assertThatThrownBy(kafka::jdbcUrl).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesADirectoryInUse() throws Exception {
        BackendsOptions options = BackendsOptions.in(directory).onlyPostgres();
        try (Backends first = Backends.start(options)) {
            // when
            assertThatThrownBy(() -> Backends.start(options.log(directory.resolve("second.log"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is in use by another postgres");
            // then
            assertThat(tables(first)).isEmpty();
        }
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BackendsOptions options = BackendsOptions.in(directory).onlyKafka().kafkaPort(other.getLocalPort());
            assertThatThrownBy(() -> Backends.start(options))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + other.getLocalPort());
        }
    }

    @Test
    void endsAsAWholeWhenPostgresDies() throws Exception {
        try (Backends backends = Backends.start(BackendsOptions.in(directory))) {
            // when
            ProcessHandle.of(backends.postgresPid()).orElseThrow().destroyForcibly();
            // then
            assertThat(backends.onExit().get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(directory.resolve("backends.log")).content().contains("PostgreSQL has ended by itself");
        }
    }

    @Test
    void stopsAndTidiesUpWhenItsParentIsKilled() throws Exception {
        // given
        Path temporary = directory.resolve("temporary");
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentOfBackends.class.getName(),
                        temporary.toString(),
                        directory.resolve("backends.log").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> children =
                parent.inputReader().readLine().transform(line -> List.of(line.split(" "))).stream()
                        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                        .toList();
        // when
        parent.destroyForcibly();
        // then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> children.stream()
                        .noneMatch(c -> c.isAlive() && c.info().command().isPresent()));
        assertThat(temporary).doesNotExist();
    }

    private static Set<String> topics(Backends backends) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backends.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    private static void createTopic(Backends backends, String name) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backends.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static String tables(Backends backends) throws SQLException {
        try (Connection connection = connect(backends);
                ResultSet tables = connection
                        .createStatement()
                        .executeQuery("select string_agg(tablename, ',') from pg_tables where schemaname = 'public'")) {
            tables.next();
            String names = tables.getString(1);
            return names == null ? "" : names;
        }
    }

    private static void execute(Backends backends, String sql) throws SQLException {
        try (Connection connection = connect(backends);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(Backends backends) throws SQLException {
        return DriverManager.getConnection(backends.jdbcUrl(), backends.user(), backends.password());
    }

    /** A parent to be killed: starts backends, prints the two process ids, waits. */
    static final class ParentOfBackends {
        private ParentOfBackends() {}

        public static void main(String[] arguments) throws Exception {
            Backends backends = Backends.start(BackendsOptions.in(Path.of(arguments[0]))
                    .log(Path.of(arguments[1]))
                    .removedAtStop());
            System.out.println(backends.pid() + " " + backends.postgresPid());
            backends.onExit().join();
        }
    }
}
