package dev.hearken.local.stack;

import dev.hearken.local.backends.LogTail;
import dev.hearken.local.stack.process.Children;
import dev.hearken.local.stack.process.Death;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Waits until every service is ready, or until one of the children dies. */
final class ReadinessWait {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int REPORTED_LINES = 40;

    private final Children children;
    private final Duration patience;
    private final ReadinessProbe probe = new ReadinessProbe();

    ReadinessWait(Children children, Duration patience) {
        this.children = children;
        this.patience = patience;
    }

    /**
     * Returns when all are ready, telling of each when it is.
     *
     * @throws StackFailure with a log's end if a child dies, or if one is not ready in time
     */
    void await(List<Service> services, Consumer<Service> whenReady) throws StackFailure, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Service> waiting = new ArrayList<>(services);
        while (!waiting.isEmpty()) {
            for (Service service : List.copyOf(waiting)) {
                if (probe.isReady(service.management())) {
                    waiting.remove(service);
                    whenReady.accept(service);
                }
            }
            Death death = waiting.isEmpty() ? null : children.awaitDeath(INTERVAL);
            if (death != null) {
                throw new StackFailure(death.report());
            }
            if (!waiting.isEmpty() && System.nanoTime() > deadline) {
                throw new StackFailure(late(waiting.get(0)));
            }
        }
    }

    private String late(Service service) {
        return "%s is not ready after %d s (%s/q/health/ready says why). The end of %s:%n%s"
                .formatted(
                        service.child().name(),
                        patience.toSeconds(),
                        service.management(),
                        service.child().log(),
                        LogTail.of(service.child().log(), REPORTED_LINES));
    }
}
