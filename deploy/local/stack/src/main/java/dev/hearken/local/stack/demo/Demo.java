package dev.hearken.local.stack.demo;

import dev.hearken.local.stack.receiver.Callback;
import dev.hearken.local.stack.receiver.Receiver;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Plays the demo on a stack that is ready.
 *
 * <pre>
 *   receiver ▸ listener ▸ dispatchers know it ▸ eight events to Kafka ▸ eight callbacks, each one checked
 * </pre>
 */
public final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RegistryClient registry;
    private final EventPublisher publisher;
    private final CatalogWait catalog;

    /**
     * Talks to the stack at these addresses.
     *
     * @param url of the registry
     * @param apiKey of an admin
     * @param bootstrap of Kafka
     * @param dispatcherManagement URLs
     */
    public Demo(String url, String apiKey, String bootstrap, List<String> dispatcherManagement) {
        this.registry = new RegistryClient(url, apiKey);
        this.publisher = new EventPublisher(bootstrap);
        this.catalog = new CatalogWait(dispatcherManagement);
    }

    /**
     * Plays it and returns whether every callback arrived. The receiver stays, for events that the user sends.
     *
     * @throws IOException if the registry or Kafka refuses what the demo asks for
     */
    public boolean play(PrintStream out) throws IOException, InterruptedException {
        BlockingQueue<Callback> callbacks = new LinkedBlockingQueue<>();
        Receiver receiver = Receiver.start(0, callbacks::add);
        out.println();
        out.println("Demo: a receiver listens at " + receiver.url() + DemoListener.PATH);
        DemoListener listener = register(receiver.url());
        out.println("Listener \"" + listener.name() + "\" (" + listener.id() + ") wants every event of the workflow "
                + SampleRun.WORKFLOW);
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<SampleEvent> events = SampleRun.events("demo-" + start.toEpochMilli(), start);
        CallbackTally tally = new CallbackTally(events, new SignatureCheck(listener.secret()), out);
        forward(callbacks, tally);
        out.println("A run of it in " + events.size() + " events goes to Kafka; its callbacks:");
        publisher.publish(events);
        int arrived = tally.await(PATIENCE);
        out.println(arrived + " of " + events.size() + " callbacks arrived.");
        if (arrived == events.size()) {
            next(out);
        }
        return arrived == events.size();
    }

    /** In two steps, so that the number of listeners tells one change from the other. */
    private DemoListener register(String receiverUrl) throws IOException, InterruptedException {
        long before = catalog.known();
        int removed = DemoListener.removeEarlier(registry);
        long without = before - removed;
        catalog.until(known -> known <= without);
        DemoListener listener = DemoListener.register(registry, receiverUrl);
        catalog.until(known -> known > without);
        return listener;
    }

    /** The listener's secret is known only after the receiver's address: what comes before is kept until then. */
    private static void forward(BlockingQueue<Callback> callbacks, CallbackTally tally) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            tally.add(callbacks.take());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "demo-callbacks");
        thread.setDaemon(true);
        thread.start();
    }

    private static void next(PrintStream out) {
        out.println();
        out.println("What next, in another terminal:");
        out.println("  ./hearken env        addresses and the API key of this stack");
        out.println("  ./hearken receive    a receiver of your own, for a listener of your own");
        out.println("The stack and the demo's receiver run on. Ctrl-C stops them.");
    }
}
