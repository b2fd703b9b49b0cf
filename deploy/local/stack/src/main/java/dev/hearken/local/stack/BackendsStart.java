package dev.hearken.local.stack;

import dev.hearken.local.backends.Backends;
import dev.hearken.local.backends.BackendsOptions;
import dev.hearken.local.stack.process.BackendsChild;
import dev.hearken.local.stack.process.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Starts Kafka and PostgreSQL at the same time, each in a child of its own, and creates the topics. */
final class BackendsStart {
    private final Workspace workspace;
    private final Ports ports;
    private final Children children;

    BackendsStart(Workspace workspace, Ports ports, Children children) {
        this.workspace = workspace;
        this.ports = ports;
        this.children = children;
    }

    /**
     * Returns PostgreSQL when both serve.
     *
     * @throws IOException with a log's end if one does not
     */
    Backends startBoth(Consumer<BackendsChild> whenReady) throws IOException, InterruptedException {
        FutureTask<BackendsChild> postgres = new FutureTask<>(started(this::postgres, whenReady));
        Thread alongside = new Thread(postgres, "start-postgres");
        alongside.setDaemon(true);
        alongside.start();
        started(this::kafka, whenReady).call();
        TopicCreator.createMissing("127.0.0.1:" + ports.kafka());
        try {
            return postgres.get().backends();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
        }
    }

    private Started started(Children.Start<BackendsChild> start, Consumer<BackendsChild> whenReady) {
        return () -> {
            BackendsChild child = children.startBackend(start);
            whenReady.accept(child);
            return child;
        };
    }

    private BackendsChild kafka() throws IOException {
        return BackendsChild.kafka(options("kafka").kafkaPort(ports.kafka()));
    }

    private BackendsChild postgres() throws IOException {
        return BackendsChild.postgres(options("postgres").postgresPort(ports.postgres()));
    }

    private BackendsOptions options(String name) throws IOException {
        Path log = workspace.log().resolve(name + ".log");
        Files.deleteIfExists(log);
        return BackendsOptions.in(workspace.data()).log(log);
    }

    private interface Started extends Callable<BackendsChild> {
        @Override
        BackendsChild call() throws IOException;
    }
}
