package dev.hearken.test;

import dev.hearken.local.backends.Versions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka and PostgreSQL as containers, from images of the versions that the build pins. */
final class ContainerBackends implements RunningBackends {
    private static final String KAFKA = "apache/kafka:" + Versions.kafka();
    private static final String POSTGRES = "postgres:" + Versions.postgresMajor();

    /** A machine that builds beside the tests needs more than the minute that Testcontainers allows. */
    private static final Duration STARTUP_TIMEOUT = Duration.ofMinutes(3);

    private final KafkaContainer kafka;
    private final PostgreSQLContainer postgres;

    private ContainerBackends(KafkaContainer kafka, PostgreSQLContainer postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
    }

    static ContainerBackends start() {
        KafkaContainer kafka = new KafkaContainer(DockerImageName.parse(KAFKA))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withStartupTimeout(STARTUP_TIMEOUT);
        PostgreSQLContainer postgres = new PostgreSQLContainer(DockerImageName.parse(POSTGRES));
        ContainerBackends backends = new ContainerBackends(kafka, postgres);
        try {
            Startables.deepStart(kafka, postgres).join();
            return backends;
        } catch (CompletionException e) {
            backends.close();
            throw new IllegalStateException("the containers " + KAFKA + " and " + POSTGRES + " do not start", e);
        }
    }

    @Override
    public BackendsAddress address() {
        return new BackendsAddress(
                kafka.getBootstrapServers(),
                postgres.getHost() + ":" + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                postgres.getUsername(),
                postgres.getPassword(),
                "Testcontainers (%s, %s)".formatted(KAFKA, POSTGRES));
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }
}
