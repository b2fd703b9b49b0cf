package dev.hearken.local.stack.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All children of one stack, in the order of their start; knows which died and stops them in the reverse order of
 * layers.
 */
public final class Children {
    private final ChildRecord record;
    private final List<Child> backends = new ArrayList<>();
    private final List<Child> services = new ArrayList<>();
    private final BlockingQueue<Death> deaths = new LinkedBlockingQueue<>();
    private volatile boolean stopping;
    private int starting;

    /** No children yet; each will be written down in {@code record}. */
    public Children(ChildRecord record) {
        this.record = record;
    }

    /** What starts one child. */
    public interface Start<C extends Child> {
        /** Returns the running child. */
        C run() throws IOException;
    }

    /**
     * Starts a part that others depend on, stopped last. May take a while; several may start at the same time.
     *
     * @throws IOException if it does not start, or if the stop has begun
     */
    public <C extends Child> C startBackend(Start<C> start) throws IOException {
        begin();
        try {
            return add(start.run(), backends);
        } finally {
            end();
        }
    }

    /**
     * Starts a service, stopped first.
     *
     * @throws IOException if it does not start, or if the stop has begun
     */
    public synchronized <C extends Child> C startService(Start<C> start) throws IOException {
        if (stopping) {
            throw new IOException("the stack is stopping");
        }
        return add(start.run(), services);
    }

    /** Backends by their names, then services in the order of their start. */
    public synchronized List<Child> all() {
        List<Child> all = new ArrayList<>(backends);
        all.sort(Comparator.comparing(Child::name));
        all.addAll(services);
        return all;
    }

    /** Waits for the next death that nobody wanted; null when there is none in that time. */
    public @Nullable Death awaitDeath(Duration patience) throws InterruptedException {
        return deaths.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until a child dies. */
    public Death awaitDeath() throws InterruptedException {
        return deaths.take();
    }

    /**
     * Stops all services at the same time, then all backends at the same time, those included that are just starting.
     */
    public void stop() throws InterruptedException {
        stopping = true;
        stopTogether(services);
        awaitStarts();
        stopTogether(backends);
    }

    /** Whether {@link #stop} has begun: what fails from then on fails because of that. */
    public boolean isStopping() {
        return stopping;
    }

    private synchronized void begin() throws IOException {
        if (stopping) {
            throw new IOException("the stack is stopping");
        }
        starting++;
    }

    private synchronized void end() {
        starting--;
        notifyAll();
    }

    private synchronized void awaitStarts() throws InterruptedException {
        while (starting > 0) {
            wait();
        }
    }

    private synchronized <C extends Child> C add(C child, List<Child> layer) throws IOException {
        if (stopping) {
            child.stop();
            throw new IOException("the stack is stopping");
        }
        layer.add(child);
        var unused = child.onExit().thenAccept(code -> died(child, code));
        record.add(child);
        return child;
    }

    private void died(Child child, int exitCode) {
        if (!stopping) {
            deaths.add(new Death(child, exitCode));
        }
    }

    private void stopTogether(List<Child> layer) throws InterruptedException {
        List<Thread> stops = new ArrayList<>();
        for (Child child : copy(layer)) {
            Thread stop = new Thread(child::stop, "stop-" + child.name());
            stop.start();
            stops.add(stop);
        }
        for (Thread stop : stops) {
            stop.join();
        }
    }

    private synchronized List<Child> copy(List<Child> layer) {
        return List.copyOf(layer);
    }
}
