package dev.hearken.local.backends;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions of the backends, as the build pins them. */
public final class Versions {
    private static final Properties PINNED = load();

    private Versions() {}

    /** Version of the broker, {@code 4.3.1}; also a tag of the container image {@code apache/kafka}. */
    public static String kafka() {
        return PINNED.getProperty("kafka");
    }

    /** Version of PostgreSQL as it calls itself, {@code 18.6}. */
    public static String postgres() {
        String artifact = artifactOfPostgres();
        return artifact.substring(0, artifact.lastIndexOf('.'));
    }

    /** Major version of PostgreSQL, {@code 18}; also a tag of the container image {@code postgres}. */
    public static String postgresMajor() {
        String artifact = artifactOfPostgres();
        return artifact.substring(0, artifact.indexOf('.'));
    }

    /** Version of the artifact that holds PostgreSQL's binaries, {@code 18.6.0}. */
    static String artifactOfPostgres() {
        return PINNED.getProperty("postgres");
    }

    private static Properties load() {
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
