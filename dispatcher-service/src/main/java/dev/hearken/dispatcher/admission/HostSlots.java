package dev.hearken.dispatcher.admission;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The slots of one target host, and the lines that wait for one. Without a lock. */
final class HostSlots {
    private final int slots;
    private final EgressGuard.Host sighting;
    private final AtomicInteger taken = new AtomicInteger();
    private final Queue<Awaited> starved = new ConcurrentLinkedQueue<>();
    private volatile long lastMove;

    HostSlots(int slots, EgressGuard.Host sighting, long now) {
        this.slots = slots;
        this.sighting = sighting;
        this.lastMove = now;
    }

    EgressGuard.Host sighting() {
        return sighting;
    }

    boolean tryTake(long now) {
        int before = taken.get();
        while (before < slots) {
            if (taken.compareAndSet(before, before + 1)) {
                lastMove = now;
                return true;
            }
            before = taken.get();
        }
        return false;
    }

    void giveBack(long now) {
        lastMove = now;
        taken.decrementAndGet();
    }

    /** Whether all slots are taken and none has changed hands for this long. */
    boolean isStalled(long now, long patienceNanos) {
        return taken.get() >= slots && now - lastMove > patienceNanos;
    }

    /** Remembers a line that waits, which must not be remembered yet. */
    void await(Awaited line) {
        starved.add(line);
    }

    /** Lets lines that wait try again, in the order in which they came, until one has got something. */
    void wake() {
        Awaited line = starved.poll();
        while (line != null && !line.wakeFrom(this)) {
            line = starved.poll();
        }
    }

    int taken() {
        return taken.get();
    }

    boolean isIdle() {
        return taken() == 0 && starved.isEmpty();
    }
}
