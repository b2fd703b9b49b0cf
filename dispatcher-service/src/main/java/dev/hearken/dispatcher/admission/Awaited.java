package dev.hearken.dispatcher.admission;

import java.util.HashSet;
import java.util.Set;

/**
 * Where a line waits for slots that are not its own; it stands in each of these queues once. Who is stopped by its own
 * listener is woken by its own releases. Belongs to the line's lock.
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
            host.await(line);
        } else if (obstacle == Refusal.INSTANCE_FULL && !instance) {
            instance = true;
            shared.await(line);
        }
    }

    void came(HostSlots free) {
        hosts.remove(free);
    }

    boolean isAwaited(HostSlots host) {
        return hosts.contains(host);
    }

    void instanceCame() {
        instance = false;
    }

    boolean isInstanceAwaited() {
        return instance;
    }
}
