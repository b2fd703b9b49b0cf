package dev.hearken.dispatcher.admission;

/** How fast a line moves. Belongs to the line and its lock; times are nanoseconds of one clock. */
final class LinePace {
    /** Weight of the newest value in a mean. */
    private static final int NEWEST = 4;

    private final long patience;
    private long lastMove;
    private long meanInterval;
    private long meanHeld;

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
     * @param since when it was taken
     * @param wasFull whether none was free: only then does the time since the last move say how long one has to wait
     */
    void gaveBack(long now, long since, boolean wasFull) {
        meanHeld += (now - since - meanHeld) / NEWEST;
        if (wasFull) {
            meanInterval += (now - lastMove - meanInterval) / NEWEST;
        }
        lastMove = now;
    }

    /** Whether nothing has moved for longer than the patience, although slots are taken. */
    boolean isStalled(int taken, long now) {
        return taken > 0 && now - lastMove > patience;
    }

    /**
     * Whether none of so many slots, of which some are taken, will come free within the patience for who has so many
     * ahead.
     */
    boolean isTooSlowFor(double ahead, int taken, int slots, long now) {
        return isStalled(taken, now) || (ahead + 1) * turn(slots) > patience;
    }

    /** How long one of so many slots, of which some are taken, takes to come free; the patience while nothing moves. */
    long turn(int taken, int slots, long now) {
        return isStalled(taken, now) ? patience : turn(slots);
    }

    /**
     * While slots move: as long as they are held, by Little's law, or as long as it is between two that come free, if
     * that is less, since this instance was slow itself for a moment. But slots that are held for longer than the
     * patience come free in crowds, between whom there is no time.
     */
    private long turn(int slots) {
        long byLittle = meanHeld / slots;
        return meanHeld > patience ? byLittle : Math.min(byLittle, meanInterval);
    }
}
