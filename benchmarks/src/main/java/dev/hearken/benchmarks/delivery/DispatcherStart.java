package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.DeliveryCatalog;
import dev.hearken.local.stack.ServiceCommand;
import dev.hearken.local.stack.process.ServiceChild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts the packaged dispatcher with what {@code benchmarks/delivery} says, as {@code benchmarks/delivery/start} does.
 */
final class DispatcherStart {
    /** Requests under way at once, for an endpoint and for a listener. */
    static final int IN_FLIGHT = 64;

    private final Path root;
    private final String broker;

    DispatcherStart(Path root, String broker) {
        this.root = root;
        this.broker = broker;
    }

    /** A dispatcher that reads this topic from its beginning. */
    ServiceChild start(String topic, String group, Path log) throws IOException {
        Path settings = root.resolve("benchmarks/delivery");
        ServiceCommand command = new ServiceCommand(
                "benchmark",
                root.resolve("dispatcher-service/target/quarkus-app/quarkus-run.jar"),
                List.of("@" + settings.resolve("java-options")),
                List.of("quarkus.config.locations="
                        + settings.resolve("dispatcher.properties").toUri()));
        return ServiceChild.start(
                "dispatcher",
                command.line(),
                Map.of(
                        "BENCH_BOOTSTRAP",
                        broker,
                        "BENCH_KEY_RING",
                        DeliveryCatalog.KEY_RING,
                        "BENCH_TOPIC",
                        topic,
                        "BENCH_FORMAT",
                        "cloudevents",
                        "BENCH_GROUP",
                        group,
                        "BENCH_CONC",
                        Integer.toString(IN_FLIGHT),
                        "BENCH_MANAGEMENT_PORT",
                        "0",
                        "MALLOC_ARENA_MAX",
                        "2"),
                command.directory(),
                log);
    }
}
