package dev.hearken.local.backends;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the jars of the broker and of PostgreSQL, which the build leaves in {@code deploy/local/backends/target/lib}.
 *
 * <p>They lie beside this class's own jar, or in {@code lib} beside its {@code target/classes}. A jar from elsewhere (a
 * local Maven repository) leads to the working directory's project instead, or to the folder that the system property
 * {@value #PROPERTY} names.
 */
final class ServerJars {
    static final String PROPERTY = "hearken.backends.lib";

    private static final Path IN_PROJECT = Path.of("deploy", "local", "backends", "target", "lib");

    private ServerJars() {}

    /**
     * Class path of the child JVM: this class first, then every server jar in the order of their names.
     *
     * @throws IOException if the jars are nowhere to be found
     */
    static String classPath() throws IOException {
        Path own = ownLocation();
        SortedSet<String> jars = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder(own), "*.jar")) {
            found.forEach(jar -> jars.add(jar.toString()));
        }
        jars.remove(own.toString());
        return own + File.pathSeparator + String.join(File.pathSeparator, jars);
    }

    private static Path folder(Path own) throws IOException {
        List<Path> candidates = new ArrayList<>();
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            candidates.add(Path.of(named));
        }
        candidates.add(own.resolveSibling("lib"));
        candidates.add(own.resolveSibling(""));
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            candidates.add(p.resolve(IN_PROJECT));
        }
        for (Path candidate : candidates) {
            if (hasBroker(candidate)) {
                return candidate;
            }
        }
        throw new IOException(
                "The jars of Kafka and PostgreSQL are missing: build deploy/local/backends, or name their folder"
                        + " by -D" + PROPERTY);
    }

    private static boolean hasBroker(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> brokers = Files.newDirectoryStream(folder, "kafka_2.13-*.jar")) {
            return brokers.iterator().hasNext();
        }
    }

    private static Path ownLocation() throws IOException {
        try {
            return Path.of(ServerJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
