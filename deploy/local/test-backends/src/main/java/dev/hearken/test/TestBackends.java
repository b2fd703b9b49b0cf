package dev.hearken.test;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The backends of this JVM's tests: shared by all of them, with the topics of {@link dev.hearken.model.topic.Topics},
 * stopped when the JVM ends.
 */
public final class TestBackends {
    /**
     * A literal: one object for all class loaders. Not the properties themselves, which Testcontainers locks as well.
     */
    private static final String LOCK = "dev.hearken.test.TestBackends.lock";

    private static final String FAILURE = "hearken.test.backends.failure";

    private final BackendsAddress address;

    private TestBackends(BackendsAddress address) {
        this.address = address;
    }

    /**
     * Starts the backends, or returns those that run already, also to another class loader (Quarkus makes several).
     *
     * @throws IllegalStateException if they cannot start, or if containers were demanded and no engine answers
     */
    public static TestBackends shared() {
        Properties jvm = System.getProperties();
        synchronized (LOCK) {
            return new TestBackends(BackendsAddress.published(jvm).orElseGet(() -> startOnce(jvm)));
        }
    }

    /** Address of the broker, {@code <host>:<port>}. */
    public String bootstrapServers() {
        return address.bootstrapServers();
    }

    /**
     * A new, empty database with a random name, {@code hearken_<12 hexadecimal digits>}.
     *
     * @throws IllegalStateException if PostgreSQL refuses
     */
    public TestDatabase newDatabase() {
        try {
            return TestDatabase.create(address);
        } catch (SQLException e) {
            throw new IllegalStateException("no new database for a test", e);
        }
    }

    /** What runs, as the report says it: {@code local processes (Kafka 4.3.1, PostgreSQL 18.6)}. */
    public String description() {
        return address.description();
    }

    /** A start that has failed would fail again, and slowly, for each test class. */
    private static BackendsAddress startOnce(Properties jvm) {
        String failure = jvm.getProperty(FAILURE);
        if (failure != null) {
            throw new IllegalStateException("the test backends did not start before either: " + failure);
        }
        try {
            return start(jvm);
        } catch (RuntimeException e) {
            jvm.setProperty(FAILURE, e.toString());
            throw e;
        }
    }

    private static BackendsAddress start(Properties jvm) {
        RunningBackends running = BackendsChoice.of(jvm).start();
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "test-backends-stop"));
        try {
            TopicCreation.create(running.address().bootstrapServers());
            BackendsReport.write(running.address().description());
        } catch (IOException e) {
            throw new IllegalStateException("the test backends are not usable", e);
        }
        running.address().publish(jvm);
        return running.address();
    }
}
