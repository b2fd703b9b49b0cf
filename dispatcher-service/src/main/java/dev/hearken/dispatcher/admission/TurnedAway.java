package dev.hearken.dispatcher.admission;

import java.util.concurrent.TimeUnit;

/**
 * Those whom a line has turned away, as a line of their own: each is told to come back when those before it have had
 * their turn. So the slots have work all the while, and no backlog asks again and again for slots that are far away:
 * each time costs a write. Belongs to the line and its lock; times are nanoseconds of one clock.
 */
final class TurnedAway {
    private static final long SHORTEST_STAY = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_STAY = TimeUnit.MINUTES.toNanos(10);

    /** Longer ones are whole stays of that length in the retry topics, which take no memory meanwhile. */
    private static final long LONG_STAY = TimeUnit.SECONDS.toNanos(30);

    /** A stay is written a moment after it is told, and must still last as long as the retry topic's. */
    private static final long MARGIN = TimeUnit.SECONDS.toNanos(1);

    /**
     * However slow the slots are now: a listener that is well again, or an instance that was slow itself, has its
     * backlog soon unless that is long.
     */
    private static final long LONGEST_TURN = TimeUnit.MILLISECONDS.toNanos(1);

    private long lastTurn;

    /** Nobody was turned away before now. */
    TurnedAway(long now) {
        this.lastTurn = now;
    }

    /**
     * How long the next ones, who come back together, stay away.
     *
     * @param turn how long a slot takes to come free
     * @param crowd how many they are
     */
    long stay(long turn, int crowd, long now) {
        long each = Math.min(turn, LONGEST_TURN);
        long next = lastTurn - now + each;
        long wait = Math.max(SHORTEST_STAY, Math.min(next, LONGEST_STAY));
        lastTurn = now + wait + (crowd - 1) * each;
        return wait < LONG_STAY ? wait : wholeStays(wait) + MARGIN;
    }

    private static long wholeStays(long stay) {
        return (stay + LONG_STAY - 1) / LONG_STAY * LONG_STAY;
    }
}
