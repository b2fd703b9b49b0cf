package dev.hearken.local.stack;

import dev.hearken.local.backends.Backends;
import dev.hearken.local.stack.process.Child;
import dev.hearken.local.stack.process.Children;
import dev.hearken.local.stack.process.ServiceChild;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the registry and the dispatchers with the configuration of one stack; does not wait for them. */
final class ServiceStart {
    /** Callbacks to this machine are what a local stack is for; elsewhere they are forbidden. */
    static final String LOOPBACK = "127.0.0.0/8,::1/128";

    private final Home home;
    private final Ports ports;
    private final LocalSecrets secrets;
    private final Path log;
    private final Children children;

    ServiceStart(Home home, Ports ports, LocalSecrets secrets, Path log, Children children) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.log = log;
        this.children = children;
    }

    List<Service> startAll(Backends postgres) throws IOException {
        List<Service> services = new ArrayList<>();
        services.add(startRegistry(postgres));
        for (int number = 1; number <= ports.dispatcherManagement().size(); number++) {
            services.add(startDispatcher(number));
        }
        return services;
    }

    private Service startRegistry(Backends postgres) throws IOException {
        List<String> properties = common(ports.registryManagement());
        properties.add("quarkus.http.host=127.0.0.1");
        properties.add("quarkus.http.port=" + ports.registry());
        properties.add("quarkus.datasource.jdbc.url=" + postgres.jdbcUrl());
        properties.add("quarkus.datasource.username=" + postgres.user());
        Child child = start(
                "registry",
                ServiceCommand.registry(home.registryJar(), properties),
                Map.of(
                        "QUARKUS_DATASOURCE_PASSWORD", postgres.password(),
                        "REGISTRY_ACCESS_BOOTSTRAP_KEY", secrets.apiKey(),
                        "REGISTRY_SECRET_KEY_RING", secrets.keyRing(),
                        "REGISTRY_EGRESS_ALLOW", LOOPBACK,
                        // Engines such as Factotum cannot send a key; the port is this machine's only.
                        "REGISTRY_INGEST_ANONYMOUS", "true"));
        return new Service(child, management(ports.registryManagement()), "http://127.0.0.1:" + ports.registry());
    }

    private Service startDispatcher(int number) throws IOException {
        int port = ports.dispatcherManagement().get(number - 1);
        String name = "dispatcher-" + number;
        Child child = start(
                name,
                ServiceCommand.dispatcher(name, home.dispatcherJar(), common(port)),
                Map.of(
                        "DISPATCHER_SECRET_KEY_RING", secrets.keyRing(),
                        "DISPATCHER_EGRESS_ALLOW", LOOPBACK,
                        "HEARKEN_INSTANCE", name));
        return new Service(child, management(port), "http://127.0.0.1:" + port + " (management)");
    }

    private List<String> common(int managementPort) {
        return new ArrayList<>(List.of(
                "kafka.bootstrap.servers=127.0.0.1:" + ports.kafka(),
                "quarkus.management.host=127.0.0.1",
                "quarkus.management.port=" + managementPort));
    }

    private Child start(String name, ServiceCommand command, Map<String, String> environment) throws IOException {
        return children.startService(() ->
                ServiceChild.start(name, command.line(), environment, command.directory(), log.resolve(name + ".log")));
    }

    private static URI management(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
