package dev.hearken.dispatcher.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Which records of one partition are done, and up to where it may be committed: the longest prefix without a gap.
 * Offsets that Kafka leaves out (transaction markers, compaction) need no special care.
 *
 * <p>Belongs to the polling thread; only {@link Entry#done} may be called from elsewhere.
 */
final class PartitionProgress {
    private final Deque<Entry> pending = new ArrayDeque<>();
    private long position = -1;
    private long committed = -1;

    /** One record on its way. */
    static final class Entry {
        private final long offset;
        private volatile boolean done;

        private Entry(long offset) {
            this.offset = offset;
        }

        /** The record needs nothing more; safe from any thread, any number of times. */
        void done() {
            done = true;
        }
    }

    /** A record was taken; offsets must ascend. */
    Entry begin(long offset) {
        Entry entry = new Entry(offset);
        pending.addLast(entry);
        position = offset + 1;
        return entry;
    }

    /** The offset to commit (that of the next record to read), empty if nothing is new. */
    OptionalLong committable() {
        while (!pending.isEmpty() && pending.peekFirst().done) {
            pending.removeFirst();
        }
        Entry head = pending.peekFirst();
        long upTo = head == null ? position : head.offset;
        return upTo > committed ? OptionalLong.of(upTo) : OptionalLong.empty();
    }

    /** The broker has this offset. */
    void committed(long offset) {
        committed = Math.max(committed, offset);
    }

    /** Whether every record taken so far is done. */
    boolean isIdle() {
        return pending.stream().allMatch(entry -> entry.done);
    }
}
