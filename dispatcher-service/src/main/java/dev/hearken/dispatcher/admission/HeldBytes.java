package dev.hearken.dispatcher.admission;

/** What one line holds of the instance's bytes. Belongs to the line and its lock. */
final class HeldBytes {
    private final SharedCapacity ofInstance;
    private long held;

    HeldBytes(SharedCapacity ofInstance) {
        this.ofInstance = ofInstance;
    }

    /** Takes so many, as far as the instance has them for one who holds what this line does. */
    boolean tryTake(long bytes) {
        boolean taken = ofInstance.tryTake(bytes, held);
        if (taken) {
            held += bytes;
        }
        return taken;
    }

    void giveBack(long bytes) {
        held -= bytes;
        ofInstance.giveBack(bytes);
    }
}
