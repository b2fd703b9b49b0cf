package dev.hearken.local.stack;

import dev.hearken.local.stack.process.Child;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a running stack is, as {@code .hearken/env} says it.
 *
 * @param url of the registry
 * @param apiKey of an admin
 * @param bootstrap of Kafka
 * @param registryManagement a URL
 * @param dispatcherManagement URLs, one for each dispatcher
 * @param pids {@code name:pid}
 */
record StackAddresses(
        String url,
        String apiKey,
        String bootstrap,
        String registryManagement,
        List<String> dispatcherManagement,
        List<String> pids) {

    static StackAddresses of(Ports ports, LocalSecrets secrets, List<Child> children) {
        Stream<String> pids = children.stream().map(c -> c.name() + ":" + c.pid());
        Stream<String> own = Stream.of("launcher:" + ProcessHandle.current().pid());
        return new StackAddresses(
                http(ports.registry()),
                secrets.apiKey(),
                "127.0.0.1:" + ports.kafka(),
                http(ports.registryManagement()),
                ports.dispatcherManagement().stream().map(StackAddresses::http).toList(),
                Stream.concat(pids, own).toList());
    }

    /** The lines of the file, in the form of a shell's assignments. */
    String toEnv() {
        return Stream.of(
                        "HEARKEN_URL=" + url,
                        "HEARKEN_API_KEY=" + apiKey,
                        "HEARKEN_BOOTSTRAP=" + bootstrap,
                        "HEARKEN_REGISTRY_MANAGEMENT=" + registryManagement,
                        "HEARKEN_DISPATCHER_MANAGEMENT=" + String.join(",", dispatcherManagement),
                        "HEARKEN_PIDS=" + String.join(",", pids))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String http(int port) {
        return "http://127.0.0.1:" + port;
    }
}
