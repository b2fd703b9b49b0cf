package dev.hearken.registry.replay;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay has counted.
 *
 * @param scanned events of the tenant in the time range
 * @param invalid records in the time range that are no events
 * @param matched deliveries, an event for a listener, that match
 * @param selected of these, those that are to be sent
 * @param sent of these, those that were handed to the dispatchers; none in a dry run
 * @param byStatus the deliveries that match by how their latest run stands, {@code missing} if there is none
 */
record Tally(long scanned, long invalid, long matched, long selected, long sent, Map<String, Long> byStatus) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, Map.of());

    Tally {
        byStatus = Map.copyOf(byStatus);
    }

    /** One delivery that matches. */
    static Tally ofMatch(String status, boolean selected, boolean sent) {
        return new Tally(0, 0, 1, selected ? 1 : 0, sent ? 1 : 0, Map.of(status, 1L));
    }

    Tally plus(Tally more) {
        Map<String, Long> sums = new TreeMap<>(byStatus);
        more.byStatus.forEach((status, count) -> sums.merge(status, count, Long::sum));
        return new Tally(
                scanned + more.scanned,
                invalid + more.invalid,
                matched + more.matched,
                selected + more.selected,
                sent + more.sent,
                sums);
    }

    /** Deliveries that match and are not to be sent. */
    long skipped() {
        return matched - selected;
    }
}
