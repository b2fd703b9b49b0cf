package dev.hearken.dispatcher.admission;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Where a line waits for slots that are not its own; it stands in each of these queues once. Who is stopped by its own
 * listener is woken by its own releases. Belongs to the line's lock, which it takes itself when somebody else wakes it.
 */
final class Awaited {
    private final ListenerLine line;
    private final Shared shared;
    private final Set<HostSlots> hosts = new HashSet<>();
    private boolean instance;

    Awaited(ListenerLine line, Shared shared) {
        this.line = line;
        this.shared = shared;
    }

    /** Waits for what stands in the way, if it comes free elsewhere. */
    void await(Refusal obstacle, HostSlots host) {
        if (obstacle == Refusal.HOST_FULL && hosts.add(host)) {
            host.await(this);
        } else if (obstacle == Refusal.INSTANCE_FULL && !instance) {
            instance = true;
            shared.await(this);
        }
    }

    /** A slot of the host is free; says whether somebody took it, or waits on for the next. */
    boolean wakeFrom(HostSlots free) {
        return wake(() -> hosts.remove(free), () -> hosts.contains(free));
    }

    /** A slot of the instance is free; says whether somebody took it, or waits on for the next. */
    boolean wakeFromInstance() {
        return wake(() -> instance = false, () -> instance);
    }

    private boolean wake(Runnable came, BooleanSupplier isAwaited) {
        synchronized (line) {
            came.run();
        }
        boolean moved = line.move();
        synchronized (line) {
            return moved || isAwaited.getAsBoolean();
        }
    }
}
