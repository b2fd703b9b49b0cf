package dev.hearken.dispatcher.owned;

import dev.hearken.model.listener.DeliveryPolicy.RateLimit;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The attempts of the last {@code per}: never more than {@code count} begin in any window of that length. Who is let in
 * counts from that moment on, and for {@code per} longer than the moment when his attempt began. Times are nanoseconds
 * of one clock that never goes back.
 */
final class RateWindow {
    private final int count;
    private final long per;
    private final ArrayDeque<Long> begun = new ArrayDeque<>();
    private int admitted;

    private RateWindow(RateLimit limit) {
        this.count = limit.count();
        this.per = limit.per().toNanos();
    }

    /** A window as if {@code count} attempts had begun at that time: what its predecessor let in is not known. */
    static RateWindow full(RateLimit limit, long at) {
        RateWindow window = new RateWindow(limit);
        for (int i = 0; i < limit.count(); i++) {
            window.begun.add(at);
        }
        return window;
    }

    /** Lets one in if there is room. */
    boolean admit(long now) {
        expire(now);
        if (begun.size() + admitted >= count) {
            return false;
        }
        admitted++;
        return true;
    }

    /** The attempt of one who was let in has begun. */
    void began(long now) {
        admitted--;
        begun.addLast(now);
    }

    /** One who was let in has made no attempt. */
    void leave() {
        admitted--;
    }

    /** How long the n-th from now on (1 is the next) has to wait at least, 0 if there is room. */
    long waitOf(int n, long now) {
        expire(now);
        int behind = n - (count - begun.size() - admitted);
        if (behind <= 0) {
            return 0;
        }
        int rounds = (behind - 1) / count;
        int index = (behind - 1) % count;
        return rounds * per + (index < begun.size() ? nth(index) + per - now : per);
    }

    /** The average time between two attempts at the full rate. */
    long spacing() {
        return per / count;
    }

    /** Whether all that is known of it is that nothing began. */
    boolean isEmpty(long now) {
        expire(now);
        return begun.isEmpty() && admitted == 0;
    }

    private long nth(int index) {
        Iterator<Long> times = begun.iterator();
        for (int i = 0; i < index; i++) {
            times.next();
        }
        return times.next();
    }

    private void expire(long now) {
        while (!begun.isEmpty() && now - begun.peekFirst() > per) {
            begun.removeFirst();
        }
    }
}
