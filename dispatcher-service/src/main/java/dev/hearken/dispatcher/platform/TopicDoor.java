package dev.hearken.dispatcher.platform;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets records through to a topic that takes them. The producer is one for all topics and stands still while it looks
 * for one that is missing, so before such a topic the records wait here and one alone tries.
 *
 * <pre>
 *   untried ──first record tries──▶ open ──a write fails──▶ shut ──one record tries──▶ open, all that wait go through
 * </pre>
 *
 * Thread-safe. What waits is bounded by the records in flight that it comes from.
 */
final class TopicDoor {
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean open;
    private boolean tried;

    /** Completes when the record may be sent. Whoever was let through must report how it went. */
    Uni<Void> enter() {
        return Uni.createFrom().emitter(emitter -> {
            if (mayPass(() -> emitter.complete(null))) {
                emitter.complete(null);
            }
        });
    }

    private synchronized boolean mayPass(Runnable later) {
        if (open) {
            return true;
        }
        if (!tried) {
            tried = true;
            return true;
        }
        waiting.add(later);
        return false;
    }

    /** The broker has the record. */
    void worked() {
        List<Runnable> released;
        synchronized (this) {
            open = true;
            tried = false;
            released = List.copyOf(waiting);
            waiting.clear();
        }
        released.forEach(Runnable::run);
    }

    /** The broker has not got the record; whoever comes next may try again. */
    synchronized void failed() {
        open = false;
        tried = false;
    }
}
