package dev.hearken.local.backends;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A single Kafka node, broker and controller in one, in this JVM. */
final class KafkaBroker {
    private final Path data;
    private final KafkaRaftServer server;

    private KafkaBroker(Path data, KafkaRaftServer server) {
        this.data = data;
        this.server = server;
    }

    /** Prepares a node: formats its storage where that has not been done. */
    static KafkaBroker in(Path data, int port) throws Exception {
        format(data);
        KafkaConfig config = new KafkaConfig(BrokerSettings.of(data, port, FreePort.choose()));
        return new KafkaBroker(data, new KafkaRaftServer(config, Time.SYSTEM));
    }

    /** Returns when the node serves clients. */
    void start() {
        server.startup();
    }

    /** Returns when everything is on disk and the node has stopped. */
    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    void awaitEnd() {
        server.awaitShutdown();
    }

    @Override
    public String toString() {
        return "Kafka in " + data;
    }

    private static void format(Path data) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(data);
        new Formatter()
                .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE_ID)
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setIgnoreFormatted(true)
                .run();
    }
}
