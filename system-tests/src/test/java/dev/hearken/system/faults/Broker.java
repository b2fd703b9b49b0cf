package dev.hearken.system.faults;

import dev.hearken.system.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/**
 * A Kafka node as a process of its own, with three doors: one for the test and the registry, one behind a
 * {@link FaultProxy} for the dispatchers, and one behind another for a dispatcher that is to fare worse than the rest.
 */
final class Broker implements AutoCloseable {
    private static final Path JARS = Path.of("..", "deploy", "local", "backends", "target", "lib");
    private static final String NODE = "broker-%d";

    private final int node;
    private final int port = ServiceProcess.freePort();
    private final int linkedPort = ServiceProcess.freePort();
    private final int apartPort = ServiceProcess.freePort();
    private final int controllerPort = ServiceProcess.freePort();
    private final FaultProxy link = new FaultProxy(linkedPort);
    private final FaultProxy apart = new FaultProxy(apartPort);
    private final Path directory;
    private Process process;

    private Broker(Path directory, int node) throws IOException {
        this.directory = Files.createDirectories(directory.resolve(NODE.formatted(node)));
        this.node = node;
    }

    /** Starts so many nodes that form one cluster; returns when all serve. */
    static List<Broker> cluster(Path directory, int nodes) throws IOException, InterruptedException {
        List<Broker> brokers = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            brokers.add(new Broker(directory, node));
        }
        String voters = brokers.stream()
                .map(b -> b.node + "@127.0.0.1:" + b.controllerPort)
                .collect(Collectors.joining(","));
        String cluster = Uuid.randomUuid().toString();
        List<Process> formats = new ArrayList<>();
        for (Broker broker : brokers) {
            broker.write(voters, nodes);
            formats.add(broker.java(
                    "kafka.tools.StorageTool",
                    "format",
                    "-t",
                    cluster,
                    "-c",
                    broker.settings().toString()));
        }
        for (Process format : formats) {
            if (format.waitFor() != 0) {
                throw new IOException("Kafka's log directory cannot be formatted, see " + directory);
            }
        }
        for (Broker broker : brokers) {
            broker.start();
        }
        brokers.forEach(Broker::awaitOpen);
        return brokers;
    }

    private void write(String voters, int nodes) throws IOException {
        Properties settings = new Properties();
        String replicas = Integer.toString(nodes);
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node));
        settings.put("controller.quorum.voters", voters);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "DIRECT");
        settings.put(
                "listener.security.protocol.map",
                "DIRECT:PLAINTEXT,LINKED:PLAINTEXT,APART:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put(
                "listeners",
                "DIRECT://127.0.0.1:%d,LINKED://127.0.0.1:%d,APART://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(port, linkedPort, apartPort, controllerPort));
        settings.put(
                "advertised.listeners",
                "DIRECT://127.0.0.1:%d,LINKED://127.0.0.1:%d,APART://127.0.0.1:%d"
                        .formatted(port, link.port(), apart.port()));
        settings.put("log.dirs", directory.resolve("data").toAbsolutePath().toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("min.insync.replicas", nodes > 1 ? "2" : "1");
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", replicas);
        }
        settings.put("transaction.state.log.min.isr", nodes > 1 ? "2" : "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.num.partitions", "3");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        try (var out = Files.newOutputStream(settings())) {
            settings.store(out, null);
        }
    }

    private Path settings() {
        return directory.resolve("server.properties");
    }

    private Process java(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JARS.toAbsolutePath().normalize() + "/*",
                main));
        command.addAll(List.of(arguments));
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("broker.log").toFile()))
                .start();
        Leftovers.endWithThisJvm(started);
        return started;
    }

    /** Starts it, or starts it again on what it had. */
    void start() throws IOException {
        process = java("kafka.Kafka", settings().toString());
    }

    /** Returns when it takes connections. */
    void awaitOpen() {
        Awaitility.await("broker " + node + " is open, see " + directory)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(this::isOpen);
    }

    private boolean isOpen() {
        if (!process.isAlive()) {
            throw new IllegalStateException("broker " + node + " has ended, see " + directory);
        }
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Whether its process runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGSTOP. */
    void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** SIGCONT. */
    void thaw() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-CONT", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    int node() {
        return node;
    }

    /** Its address for the test and the registry. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** Its address for dispatchers, through {@link #link}. */
    String linkedAddress() {
        return "127.0.0.1:" + link.port();
    }

    /** Its address for a dispatcher apart, through {@link #apart}. */
    String apartAddress() {
        return "127.0.0.1:" + apart.port();
    }

    /** What lies between it and dispatchers apart. */
    FaultProxy apart() {
        return apart;
    }

    /** What lies between it and the dispatchers. */
    FaultProxy link() {
        return link;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        link.close();
        apart.close();
    }
}
