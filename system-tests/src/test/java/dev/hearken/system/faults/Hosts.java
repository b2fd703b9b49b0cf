package dev.hearken.system.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All names that the dispatchers of the lab can resolve; a change counts from the next lookup on. */
final class Hosts {
    private final Path file;
    private final Map<String, String> addresses = new TreeMap<>();

    Hosts(Path file) throws IOException {
        this.file = file;
        addresses.put("localhost", "127.0.0.1");
        addresses.put(InetAddress.getLocalHost().getHostName(), "127.0.0.1");
        write();
    }

    /** The name has this address from now on. */
    synchronized void point(String name, String address) throws IOException {
        addresses.put(name, address);
        write();
    }

    /** The name does not exist from now on. */
    synchronized void forget(String name) throws IOException {
        addresses.remove(name);
        write();
    }

    private void write() throws IOException {
        Path next = file.resolveSibling("hosts.next");
        Files.writeString(
                next,
                addresses.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                        .collect(Collectors.joining()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a JVM needs to use this file for every lookup. */
    List<String> properties() {
        return List.of(
                "-Djdk.net.hosts.file=" + file.toAbsolutePath(),
                "-Dsun.net.inetaddr.ttl=0",
                "-Dsun.net.inetaddr.negative.ttl=0");
    }
}
