package dev.hearken.local.stack;

import dev.hearken.local.stack.process.Tether;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Command lines of the services: their packaged application, run in its own folder, with {@link Tether} in front. From
 * its second start on a process has the class data of its first, which spare half of the time.
 *
 * @param name of the process; none of the same name may run at the same time
 * @param jar the application's {@code quarkus-run.jar}
 * @param flags of the JVM
 * @param properties {@code name=value}; no secrets, as everybody on the machine can read a command line
 */
public record ServiceCommand(String name, Path jar, List<String> flags, List<String> properties) {
    /**
     * From this version on a JVM keeps its class data by itself: it writes them at its end, if there are none that fit.
     */
    private static final int KEEPS_CLASS_DATA = 19;

    /** A service without memory may live on and do half of its work; one that has ended is taken over from. */
    private static final String END_WITHOUT_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    static ServiceCommand registry(Path jar, List<String> properties) {
        return new ServiceCommand(
                "registry", jar, List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), properties);
    }

    /**
     * Without the limit to the first compiler, which helps a start and hurts throughput, but with little for the second
     * to inline: it has done its work in half the time, and deliveries cost no more.
     */
    static ServiceCommand dispatcher(String name, Path jar, List<String> properties) {
        return new ServiceCommand(
                name,
                jar,
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:InlineSmallCode=1000", "-XX:FreqInlineSize=150"),
                properties);
    }

    /** In which it runs. */
    public Path directory() {
        return jar.resolveSibling("");
    }

    /** What to start, with the Java of this process. */
    public List<String> line() throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags);
        line.add(END_WITHOUT_MEMORY);
        if (Runtime.version().feature() >= KEEPS_CLASS_DATA) {
            line.add("-XX:+AutoCreateSharedArchive");
            line.add("-XX:SharedArchiveFile=" + name + ".jsa");
            // Which classes it leaves out.
            line.add("-Xlog:cds*=error");
        }
        properties.forEach(p -> line.add("-D" + p));
        line.addAll(List.of("-cp", jar.getFileName() + File.pathSeparator + locationOf(Tether.class)));
        line.addAll(List.of(Tether.class.getName(), mainClass()));
        return line;
    }

    private String mainClass() throws IOException {
        try (JarFile archive = new JarFile(jar.toFile())) {
            String name = archive.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (name == null) {
                throw new IOException(jar + " names no main class");
            }
            return name;
        }
    }

    private static Path locationOf(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
