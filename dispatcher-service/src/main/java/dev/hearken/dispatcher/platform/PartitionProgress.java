package dev.hearken.dispatcher.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Which records of one partition are done, and up to where it may be committed: the longest prefix without a gap, and
 * with it what is done beyond. Offsets that Kafka leaves out (transaction markers, compaction) need no special care.
 *
 * <p>Belongs to the polling thread; only {@link Entry#done} may be called from elsewhere.
 */
final class PartitionProgress {
    private final Deque<Entry> pending = new ArrayDeque<>();
    private final SettledBeyond inherited;
    private long position;
    private Commit committed;

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

    /**
     * What the broker keeps for the partition.
     *
     * @param offset of the next record to read
     * @param beyond which records behind it are done as well, in the form of {@link SettledBeyond}; may be empty
     */
    record Commit(long offset, String beyond) {}

    /** Of a partition that nobody has committed yet. */
    PartitionProgress() {
        this(-1, new Commit(-1, ""));
    }

    private PartitionProgress(long position, Commit committed) {
        this.position = position;
        this.committed = committed;
        this.inherited = SettledBeyond.parse(committed.offset(), committed.beyond());
    }

    /** Goes on where this was committed. */
    static PartitionProgress after(Commit committed) {
        return new PartitionProgress(committed.offset(), committed);
    }

    /** Begins with the record of this offset, and says so with its first commit. */
    static PartitionProgress from(long offset) {
        return new PartitionProgress(offset, new Commit(-1, ""));
    }

    /** How many records, from the first offset to before the second, a predecessor has settled already. */
    long settledBetween(long from, long to) {
        return inherited.from(from).entrySet().stream()
                .mapToLong(run -> Math.min(run.getValue() + 1, to) - run.getKey())
                .filter(settled -> settled > 0)
                .sum();
    }

    /** Records before this offset will not come any more. */
    void skipTo(long offset) {
        position = offset;
    }

    /** Whether a predecessor has settled the record already. */
    boolean isSettled(long offset) {
        return inherited.contains(offset);
    }

    /** A record was taken; offsets must ascend. */
    Entry begin(long offset) {
        Entry entry = new Entry(offset);
        pending.addLast(entry);
        position = offset + 1;
        return entry;
    }

    /** What to commit, empty if nothing is new. */
    Optional<Commit> committable() {
        while (!pending.isEmpty() && pending.peekFirst().done) {
            pending.removeFirst();
        }
        Entry head = pending.peekFirst();
        long upTo = head == null ? position : head.offset;
        Commit next = new Commit(upTo, beyond(upTo));
        return upTo < 0 || next.equals(committed) ? Optional.empty() : Optional.of(next);
    }

    private String beyond(long upTo) {
        SettledBeyond.Builder beyond = new SettledBeyond.Builder(upTo);
        long first = -1;
        long last = -1;
        for (Entry entry : pending) {
            if (entry.done) {
                first = first < 0 ? entry.offset : first;
                last = entry.offset;
            } else if (first >= 0) {
                beyond.add(first, last);
                first = -1;
            }
        }
        if (first >= 0) {
            beyond.add(first, last);
        }
        inherited.from(position).forEach(beyond::add);
        return beyond.text();
    }

    /** The broker has this. */
    void committed(Commit commit) {
        if (commit.offset() >= committed.offset()) {
            committed = commit;
        }
    }

    /** Whether every record taken so far is done. */
    boolean isIdle() {
        return pending.stream().allMatch(entry -> entry.done);
    }
}
