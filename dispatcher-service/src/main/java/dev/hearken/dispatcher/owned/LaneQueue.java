package dev.hearken.dispatcher.owned;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits in memory for a turn in a lane: new ones in the order of their records, returned ones by the number that
 * they left with. Belongs to the lane's lock.
 */
final class LaneQueue {
    /** Most that wait in memory behind the head, new ones and returned ones each. */
    static final int MOST_BEHIND = 64;

    private final NavigableMap<Long, Arrival> fresh = new TreeMap<>();
    private final NavigableMap<Long, Arrival> returned = new TreeMap<>();

    boolean isEmpty() {
        return fresh.isEmpty() && returned.isEmpty();
    }

    void addFresh(Arrival arrival) {
        fresh.put(arrival.offset(), arrival);
    }

    /** The one that has this number already, null if there is none and this one waits now. */
    @Nullable
    Arrival addReturned(long number, Arrival arrival) {
        return returned.putIfAbsent(number, arrival);
    }

    /** The returned one with the greatest number if there are too many, else null. */
    @Nullable
    Arrival returnedBeyond() {
        return returned.size() > MOST_BEHIND ? returned.lastEntry().getValue() : null;
    }

    boolean removeReturned(long number, Arrival arrival) {
        return returned.remove(number, arrival);
    }

    /** The returned ones that came before this. */
    List<Arrival> returnedBefore(Instant time) {
        return returned.values().stream()
                .filter(arrival -> arrival.at().isBefore(time))
                .toList();
    }

    /**
     * Takes out what is settled or has left already: of the returned ones those whose number is passed, without a lock
     * all; of the new ones what the lock covers, since it left before a crash. Only the last may not have, and the one
     * that was running.
     */
    List<Arrival> takeSettled(@Nullable LaneLock lock) {
        List<Arrival> settled = new ArrayList<>();
        NavigableMap<Long, Arrival> passed = lock == null ? returned : returned.headMap(lock.next(), false);
        settled.addAll(passed.values());
        passed.clear();
        if (lock != null) {
            fresh.values()
                    .removeIf(arrival -> lock.covers(arrival)
                            && !lock.isRunning(arrival)
                            && !lock.isLast(arrival)
                            && settled.add(arrival));
        }
        return settled;
    }

    /** Takes out whose turn it is; null if that one is not here. */
    @Nullable
    Arrival takeFirst(@Nullable LaneLock lock) {
        Arrival first = firstFresh();
        if (first != null && (lock == null || lock.isRunning(first))) {
            fresh.remove(first.offset());
            return first;
        }
        return lock == null ? null : returned.remove(lock.next());
    }

    /** Takes out the oldest new one if it cannot stay; null if it can, or there is none. */
    @Nullable
    Arrival takeLeaving(boolean locked, boolean headRuns) {
        Arrival first = firstFresh();
        boolean leaves = locked || (headRuns && fresh.size() > MOST_BEHIND);
        if (first == null || !leaves) {
            return null;
        }
        fresh.remove(first.offset());
        return first;
    }

    private @Nullable Arrival firstFresh() {
        return fresh.isEmpty() ? null : fresh.firstEntry().getValue();
    }

    /** Takes all out. */
    List<Arrival> takeAll() {
        List<Arrival> all = new ArrayList<>(fresh.values());
        all.addAll(returned.values());
        fresh.clear();
        returned.clear();
        return all;
    }
}
