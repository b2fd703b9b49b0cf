package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.local.backends.Backends;
import dev.hearken.local.backends.BackendsOptions;
import dev.hearken.model.topic.Topics;
import dev.hearken.system.Kafka;
import dev.hearken.system.RegistryApi;
import dev.hearken.system.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A whole Hearken of processes, made to be broken: brokers behind links, PostgreSQL, the registry and dispatchers. */
final class Lab implements AutoCloseable {
    static final String EVENTS_GROUP = "hearken-dispatcher";
    static final String RETRY_GROUP = "hearken-dispatcher-retry";
    private static final String ALLOWED = "127.0.0.1/32";
    static final Duration LONG = Duration.ofSeconds(120);

    /** Circuit breakers open as they do everywhere, but not for so long that a scene would have to wait for them. */
    private static final List<String> IMPATIENT =
            List.of("-Ddispatcher.breaker.shortest-open=PT0.5S", "-Ddispatcher.breaker.longest-open=PT1S");

    private final Path directory;
    private final List<Broker> brokers;
    private final Kafka kafka;
    private final Hosts hosts;
    private final Map<String, ServiceProcess> pods = new LinkedHashMap<>();
    private final Set<String> listeners = ConcurrentHashMap.newKeySet();
    private Backends postgres;
    private ServiceProcess registry;
    private volatile RegistryApi api;

    /** So many brokers and nothing else; all topics but these. */
    Lab(int nodes, List<String> without) throws IOException, InterruptedException, ExecutionException {
        this(nodes, without, Optional.empty());
    }

    private Lab(int nodes, List<String> without, Optional<SmallDisk> disk)
            throws IOException, InterruptedException, ExecutionException {
        directory = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "fault-lab")).toAbsolutePath(), "lab-");
        hosts = new Hosts(directory.resolve("hosts"));
        brokers = Broker.cluster(disk.map(SmallDisk::directory).orElse(directory), nodes);
        kafka = new Kafka(brokers.stream().map(Broker::address).collect(Collectors.joining(",")));
        kafka.createTopics(nodes, without);
    }

    /** With PostgreSQL and the registry. */
    static Lab whole(int nodes) throws IOException, InterruptedException, ExecutionException {
        return new Lab(nodes, List.of()).withRegistry();
    }

    /** As {@link #whole}, with a broker whose files are on this disk. */
    static Lab wholeOn(SmallDisk disk) throws IOException, InterruptedException, ExecutionException {
        return new Lab(1, List.of(), Optional.of(disk)).withRegistry();
    }

    private Lab withRegistry() throws IOException {
        startPostgres(0);
        startRegistry();
        return this;
    }

    private void startPostgres(int port) throws IOException {
        postgres = Backends.start(
                BackendsOptions.in(directory.resolve("postgres")).onlyPostgres().postgresPort(port));
    }

    /** Starts the registry, on the broker's own door; properties are more arguments for its JVM. */
    void startRegistry(String... properties) throws IOException {
        registry = newRegistry(properties).awaitReady();
        api = new RegistryApi(registry.url());
    }

    /** A registry beside the one that {@link #api} means, and that is not ready yet. */
    ServiceProcess newRegistry(String... properties) throws IOException {
        return ServiceProcess.registry(
                brokers.get(0).address(), postgres.jdbcUrl(), postgres.user(), postgres.password(), properties);
    }

    /** Ends the registry, as hard as it gets. */
    void killRegistry() throws InterruptedException {
        registry.kill();
    }

    /** What was taken away and comes back at the end. */
    @FunctionalInterface
    interface Missing extends AutoCloseable {
        @Override
        void close() throws ExecutionException, InterruptedException;
    }

    /** Deletes a topic until the end of the block. */
    Missing without(String topic) throws ExecutionException, InterruptedException {
        kafka.deleteTopic(topic);
        return () -> kafka.createTopic(topic);
    }

    /** Lets a topic that carries deliveries take no larger records than this until the end of the block. */
    Missing largestRecord(String topic, int bytes) throws ExecutionException, InterruptedException {
        kafka.limitRecords(topic, bytes);
        return () -> kafka.limitRecords(topic, Topics.MAX_DELIVERY_BYTES);
    }

    /** Ends PostgreSQL; {@link #restorePostgres} starts it again on what it had. */
    void stopPostgres() {
        postgres.close();
    }

    /** SIGKILL for PostgreSQL and all its processes; {@link #restorePostgres} starts it again on what it had. */
    void killPostgres() {
        ProcessHandle postmaster =
                ProcessHandle.of(postgres.postgresPid()).orElseThrow(() -> new IllegalStateException("no PostgreSQL"));
        List<ProcessHandle> family = postmaster.descendants().collect(Collectors.toList());
        postmaster.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        postgres.onExit().join();
    }

    /** What a standby would have that is behind from now on: PostgreSQL's files. PostgreSQL is restarted for it. */
    Path copyPostgres() throws IOException {
        stopPostgres();
        Path copy = directory.resolve("standby");
        copy(postgresFiles(), copy);
        restorePostgres();
        return copy;
    }

    /** Lets the standby take the place of PostgreSQL. */
    void replacePostgres(Path standby) throws IOException {
        stopPostgres();
        Files.move(postgresFiles(), directory.resolve("failed-over"));
        Files.move(standby, postgresFiles());
        restorePostgres();
    }

    private Path postgresFiles() {
        return directory.resolve("postgres").resolve("postgres");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** A connection to the registry's database, as its owner. */
    Connection database() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    void restorePostgres() throws IOException {
        String url = postgres.jdbcUrl();
        startPostgres(Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1")));
    }

    /** Exactly these dispatchers run, if any, ready, with every listener in their catalog; others are ended. */
    List<ServiceProcess> pods(String... names) throws IOException, InterruptedException {
        Set<String> wanted = Set.of(names);
        for (String other : List.copyOf(pods.keySet())) {
            if (!wanted.contains(other)) {
                pods.remove(other).close();
            }
        }
        for (String name : names) {
            if (!pods.containsKey(name) || !pods.get(name).isAlive()) {
                pods.put(name, newPod(name, bootstrap(Broker::linkedAddress), Map.of()));
            }
        }
        List<ServiceProcess> running = new ArrayList<>();
        for (String name : names) {
            running.add(pods.get(name).awaitReady());
        }
        awaitCatalog();
        if (!wanted.isEmpty()) {
            awaitShared(EVENTS_GROUP, Scene.EVENT_TOPICS, wanted);
            awaitShared(RETRY_GROUP, Scene.RETRY_TOPICS, wanted);
        }
        return running;
    }

    /** Returns when these members have all partitions of the topics among them, and each has some. */
    private void awaitShared(String group, List<String> topics, Set<String> names) {
        Awaitility.await("partitions of " + group + " are shared by " + names)
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    int shared = 0;
                    for (String name : names) {
                        int own = kafka.assigned(group, name + "-").size();
                        shared += own == 0 ? Integer.MIN_VALUE / 4 : own;
                    }
                    return shared == kafka.partitions(topics);
                });
    }

    /** A dispatcher that is not ready yet, and that {@link #pods} knows by this name. */
    ServiceProcess startPod(String name, String... properties) throws IOException {
        return startPod(name, Map.of(), properties);
    }

    /** As {@link #startPod(String, String...)}, with more variables in its environment. */
    ServiceProcess startPod(String name, Map<String, String> environment, String... properties) throws IOException {
        ServiceProcess pod = newPod(name, bootstrap(Broker::linkedAddress), environment, properties);
        pods.put(name, pod);
        return pod;
    }

    /** As {@link #startPod}, on a link to the brokers of its own: {@link Broker#apart}. */
    ServiceProcess startPodApart(String name) throws IOException {
        ServiceProcess pod = newPod(name, bootstrap(Broker::apartAddress), Map.of());
        pods.put(name, pod);
        return pod;
    }

    private String bootstrap(Function<Broker, String> address) {
        return brokers.stream().map(address).collect(Collectors.joining(","));
    }

    private ServiceProcess newPod(String name, String bootstrap, Map<String, String> environment, String... properties)
            throws IOException {
        List<String> all = new ArrayList<>(IMPATIENT);
        all.addAll(hosts.properties());
        all.addAll(Identities.trust());
        all.addAll(List.of(properties));
        return ServiceProcess.dispatcher(bootstrap, name, ALLOWED, all, environment);
    }

    /**
     * Returns when the catalog topic shows the listeners that there are, and each running dispatcher knows as many, no
     * more and no fewer.
     */
    void awaitCatalog() {
        Projection projection = new Projection(this);
        Awaitility.await("the catalog topic shows " + listeners)
                .atMost(LONG)
                .until(() ->
                        listeners.isEmpty() || projection.published().keySet().equals(listeners));
        Awaitility.await("every dispatcher knows " + listeners.size() + " listeners")
                .atMost(LONG)
                .until(() -> pods.values().stream()
                        .filter(ServiceProcess::isAlive)
                        .allMatch(pod -> pod.listeners() == listeners.size()));
    }

    /** Registers a listener; its id. */
    JsonNode register(JsonNode definition) throws IOException, InterruptedException {
        JsonNode created = api.create(definition);
        listeners.add(created.get("id").textValue());
        return created;
    }

    void unregister(String listener) throws IOException, InterruptedException {
        api.delete(listener);
        listeners.remove(listener);
    }

    Broker broker() {
        return brokers.get(0);
    }

    List<Broker> brokers() {
        return brokers;
    }

    Kafka kafka() {
        return kafka;
    }

    Hosts hosts() {
        return hosts;
    }

    ServiceProcess registry() {
        return registry;
    }

    RegistryApi api() {
        return api;
    }

    @Override
    public void close() throws InterruptedException {
        for (ServiceProcess pod : pods.values()) {
            pod.kill();
        }
        if (registry != null) {
            registry.kill();
        }
        kafka.close();
        brokers.forEach(Broker::close);
        if (postgres != null) {
            postgres.close();
        }
    }
}
