package dev.hearken.dispatcher.owned;

import dev.hearken.model.listener.DeliveryPolicy.RateLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Lets the deliveries of one listener in at its rate. Who would have to wait longer than a moment gets a slot behind
 * all others that were sent away, and new ones do not overtake them.
 */
final class Pacer {
    /** Who has to wait no longer than this waits in memory. */
    static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    private static final int MOST_WAITING = 256;

    private final LongSupplier nanos;
    private final BiConsumer<Long, Runnable> timer;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private RateLimit limit;
    private RateWindow window;
    private long slotsTakenUntil;
    private boolean timed;

    /** One who waits to be let in. */
    interface Entry {
        /** It may begin; it says so, or leaves. */
        void admitted(Permit permit);

        /** The listener has another owner. */
        void lost();
    }

    /** Leave for one attempt. */
    interface Permit {
        /** The attempt began. */
        void began();

        /** There was none, if {@link #began} was not said before. */
        void leave();
    }

    /**
     * A pacer whose window is full from {@code since} on.
     *
     * @param nanos the clock
     * @param timer runs something after so many nanoseconds
     */
    Pacer(RateLimit limit, long since, LongSupplier nanos, BiConsumer<Long, Runnable> timer) {
        this.limit = limit;
        this.window = RateWindow.full(limit, since);
        this.nanos = nanos;
        this.timer = timer;
        this.slotsTakenUntil = nanos.getAsLong();
    }

    /** Takes another limit on; nothing is known of its window. */
    synchronized void adopt(RateLimit current) {
        if (!current.equals(limit)) {
            limit = current;
            window = RateWindow.full(current, nanos.getAsLong());
        }
    }

    /**
     * Lets it in at once or within {@link #PATIENCE}; otherwise it gets a slot and is not kept.
     *
     * @param isNew whether it comes for the first time
     * @return after how many nanoseconds its slot begins; empty if it is kept
     */
    OptionalLong enter(Entry entry, boolean isNew) {
        synchronized (this) {
            long now = nanos.getAsLong();
            long wait = window.waitOf(waiting.size() + 1, now);
            boolean overtakes = isNew && slotsTakenUntil - now > PATIENCE;
            if (wait > PATIENCE || overtakes || waiting.size() >= MOST_WAITING) {
                slotsTakenUntil = Math.max(slotsTakenUntil, now + wait) + window.spacing();
                return OptionalLong.of(slotsTakenUntil - now);
            }
            waiting.add(entry);
        }
        admit();
        return OptionalLong.empty();
    }

    private void admit() {
        List<Runnable> admitted = new ArrayList<>();
        synchronized (this) {
            long now = nanos.getAsLong();
            while (!waiting.isEmpty() && window.admit(now)) {
                Entry entry = waiting.remove();
                Permit permit = new Leave(window);
                admitted.add(() -> entry.admitted(permit));
            }
            if (!waiting.isEmpty() && !timed) {
                timed = true;
                timer.accept(window.waitOf(1, now) + 1, this::wake);
            }
        }
        admitted.forEach(Runnable::run);
    }

    private void wake() {
        synchronized (this) {
            timed = false;
        }
        admit();
    }

    /** Lets all go that wait. */
    void lose() {
        List<Entry> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(Entry::lost);
    }

    /** Whether a new one would know as much. */
    synchronized boolean isIdle() {
        long now = nanos.getAsLong();
        return waiting.isEmpty() && slotsTakenUntil <= now && window.isEmpty(now);
    }

    private final class Leave implements Permit {
        private final RateWindow of;
        private boolean used;

        private Leave(RateWindow of) {
            this.of = of;
        }

        @Override
        public void began() {
            synchronized (Pacer.this) {
                if (!used) {
                    used = true;
                    of.began(nanos.getAsLong());
                }
            }
        }

        @Override
        public void leave() {
            synchronized (Pacer.this) {
                if (used) {
                    return;
                }
                used = true;
                of.leave();
            }
            admit();
        }
    }
}
