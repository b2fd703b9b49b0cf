package dev.hearken.test;

import java.util.Optional;
import java.util.Properties;

/**
 * Where the backends of this JVM are. Kept in the system properties: the one place that all class loaders share.
 *
 * @param bootstrapServers of Kafka
 * @param postgres {@code <host>:<port>}
 * @param user superuser of PostgreSQL
 * @param password of the user
 * @param description for the report
 */
record BackendsAddress(String bootstrapServers, String postgres, String user, String password, String description) {
    private static final String PREFIX = "hearken.test.backends.running";

    static Optional<BackendsAddress> published(Properties jvm) {
        String description = jvm.getProperty(PREFIX);
        if (description == null) {
            return Optional.empty();
        }
        return Optional.of(new BackendsAddress(
                jvm.getProperty(PREFIX + ".kafka"),
                jvm.getProperty(PREFIX + ".postgres"),
                jvm.getProperty(PREFIX + ".user"),
                jvm.getProperty(PREFIX + ".password"),
                description));
    }

    void publish(Properties jvm) {
        jvm.setProperty(PREFIX + ".kafka", bootstrapServers);
        jvm.setProperty(PREFIX + ".postgres", postgres);
        jvm.setProperty(PREFIX + ".user", user);
        jvm.setProperty(PREFIX + ".password", password);
        jvm.setProperty(PREFIX, description);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + postgres + "/" + database;
    }
}
