package dev.hearken.local.stack;

import dev.hearken.local.backends.Backends;
import dev.hearken.local.stack.process.Child;
import dev.hearken.local.stack.process.ChildRecord;
import dev.hearken.local.stack.process.Children;
import dev.hearken.local.stack.process.Leftovers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One run of the whole system, from the first lock to the last stop. */
final class Stack {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final Home home;
    private final StackOptions options;
    private final Workspace workspace;
    private final ChildRecord record;
    private final Children children;
    private final Progress progress;

    private Stack(Home home, StackOptions options, Workspace workspace, ChildRecord record, Progress progress) {
        this.home = home;
        this.options = options;
        this.workspace = workspace;
        this.record = record;
        this.children = new Children(record);
        this.progress = progress;
    }

    /**
     * Takes the folders, tidies up after a stack that was killed and checks the ports; nothing is started yet.
     *
     * @throws StackFailure if something is missing or taken
     */
    static Stack prepare(Home home, StackOptions options, PrintStream out)
            throws IOException, StackFailure, InterruptedException {
        for (Path jar : List.of(home.registryJar(), home.dispatcherJar())) {
            if (!Files.exists(jar)) {
                throw new StackFailure(jar + " is missing. ./hearken builds it; so does mvn package.");
            }
        }
        Workspace workspace = Workspace.claim(home, options);
        Backends.stopLeftovers(workspace.data());
        new Leftovers(out).tidy(home.run());
        new EnvFile(home).removeStale();
        List<PortClaim> taken = PortCheck.taken(Ports.of(options).claims());
        if (!taken.isEmpty()) {
            workspace.discard();
            throw new StackFailure(PortCheck.report(taken));
        }
        ChildRecord record = ChildRecord.begin(home.children(options.portOffset()));
        if (workspace.temporary()) {
            record.addTemporary(workspace.data());
        }
        return new Stack(home, options, workspace, record, new Progress(out));
    }

    /**
     * Starts everything and returns when everything is ready.
     *
     * @throws IOException if a part does not start
     * @throws StackFailure if a part dies or does not become ready
     */
    StackAddresses start() throws IOException, StackFailure, InterruptedException {
        progress.begins(workspace);
        Ports ports = Ports.of(options);
        LocalSecrets secrets = LocalSecrets.in(workspace.data());
        Backends postgres = new BackendsStart(workspace, ports, children)
                .startBoth(child -> progress.isReady(child, "127.0.0.1:" + port(child, ports)));
        List<Service> services = new ServiceStart(home, ports, secrets, workspace.log(), children).startAll(postgres);
        new ReadinessWait(children, START_TIMEOUT)
                .await(services, service -> progress.isReady(service.child(), service.address()));
        StackAddresses addresses = StackAddresses.of(ports, secrets, children.all());
        new EnvFile(home).write(options.portOffset(), addresses);
        progress.allReady(addresses, workspace);
        return addresses;
    }

    Children children() {
        return children;
    }

    /** Stops everything in order and removes what shall not stay. */
    void stop() throws IOException, InterruptedException {
        progress.stops();
        new EnvFile(home).remove(options.portOffset());
        children.stop();
        workspace.discard();
        record.remove();
        progress.stopped(workspace);
    }

    private static int port(Child child, Ports ports) {
        return child.name().equals("kafka") ? ports.kafka() : ports.postgres();
    }
}
