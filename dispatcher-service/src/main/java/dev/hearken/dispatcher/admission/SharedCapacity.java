package dev.hearken.dispatcher.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A capacity that many share, without a lock. Who asks may hold no more than is left free afterwards, so the more of it
 * is taken the less one holder may have: with {@code n} greedy ones each has one part in {@code n + 1}, and so has the
 * next who comes.
 */
final class SharedCapacity {
    private final long size;
    private final AtomicLong taken = new AtomicLong();

    SharedCapacity(long size) {
        this.size = size;
    }

    /**
     * Takes an amount. While nothing is taken any amount passes, however large.
     *
     * @param held what the one who asks holds already
     */
    boolean tryTake(long amount, long held) {
        long before = taken.get();
        while (before == 0 || held + amount <= size - before) {
            if (taken.compareAndSet(before, before + amount)) {
                return true;
            }
            before = taken.get();
        }
        return false;
    }

    void giveBack(long amount) {
        taken.addAndGet(-amount);
    }

    long taken() {
        return taken.get();
    }
}
