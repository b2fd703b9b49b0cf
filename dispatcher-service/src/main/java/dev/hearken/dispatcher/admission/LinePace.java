package dev.hearken.dispatcher.admission;

/** How fast a line moves. Belongs to the line and its lock; times are nanoseconds of one clock. */
final class LinePace {
    /** Weight of the newest interval in their mean. */
    private static final int NEWEST = 4;

    private final long patience;
    private long lastMove;
    private long meanInterval;

    /** A pace that is not known yet, before one with this patience. */
    LinePace(long patience, long now) {
        this.patience = patience;
        this.lastMove = now;
    }

    /** A slot was taken. */
    void moved(long now) {
        lastMove = now;
    }

    /**
     * A slot was given back.
     *
     * @param wasFull whether none was free: only then does the time since the last move say how long one has to wait
     */
    void gaveBack(long now, boolean wasFull) {
        if (wasFull) {
            meanInterval += (now - lastMove - meanInterval) / NEWEST;
        }
        lastMove = now;
    }

    /** Whether nothing has moved for longer than the patience, although slots are taken. */
    boolean isStalled(int taken, long now) {
        return taken > 0 && now - lastMove > patience;
    }

    /** Whether so many slots will not come free within the patience. */
    boolean isTooSlowFor(double slots) {
        return slots * meanInterval > patience;
    }
}
