package dev.hearken.local.stack;

import dev.hearken.local.stack.process.Child;
import java.io.PrintStream;
import java.util.Locale;

/** What a person at the terminal reads while a stack starts and stops. */
final class Progress {
    private final PrintStream out;
    private final long begun = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void begins(Workspace workspace) {
        out.println("Starting Hearken. Data: " + workspace.data() + ", logs: " + workspace.log());
    }

    synchronized void isReady(Child child, String address) {
        out.printf(Locale.ROOT, "  %-13s %-38s %5.1f s%n", child.name(), address, seconds());
    }

    void allReady(StackAddresses addresses, Workspace workspace) {
        out.println("API        " + addresses.url() + "/v1");
        out.println("API key    " + addresses.apiKey() + " (admin)");
        out.println("Kafka      " + addresses.bootstrap());
        out.println("Engines    may post to " + addresses.url() + "/v1/ingest/<format> without the key here");
        out.println("Callbacks  to this machine are allowed here (" + ServiceStart.LOOPBACK + ")");
        out.printf(
                Locale.ROOT,
                "Hearken is ready after %.1f s. Ctrl-C stops it%s.%n",
                seconds(),
                workspace.temporary() ? " and removes its data" : "; its data stays");
    }

    void stops() {
        out.println("Stopping: dispatchers and registry, then PostgreSQL and Kafka ...");
    }

    void stopped(Workspace workspace) {
        out.println(workspace.temporary() ? "Stopped; the data is removed." : "Stopped.");
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }
}
