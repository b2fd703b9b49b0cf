package dev.hearken.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what had to arrive with what did. */
public final class Ledger {
    private Ledger() {}

    /** What had to be delivered: one event to one listener. */
    public record Pair(String listener, String event) {}

    /**
     * Every deviation as a sentence; none if each pair was delivered, nothing else was, and all tries of a pair were
     * equal.
     */
    public static List<String> faults(Set<Pair> expected, List<Arrival> arrivals) {
        List<String> faults = new ArrayList<>();
        Set<Pair> delivered =
                arrivals.stream().filter(Arrival::isSuccess).map(Ledger::pair).collect(Collectors.toSet());
        Set<Pair> missing = new HashSet<>(expected);
        missing.removeAll(delivered);
        missing.forEach(pair -> faults.add("missing " + pair));
        Map<Pair, List<Arrival>> tries = arrivals.stream().collect(Collectors.groupingBy(Ledger::pair));
        tries.forEach((pair, all) -> {
            if (!expected.contains(pair)) {
                faults.add("unexpected " + pair);
            }
            if (all.stream().map(Arrival::id).distinct().count() > 1) {
                faults.add("several ids for " + pair);
            }
            if (all.stream().map(Arrival::body).distinct().count() > 1) {
                faults.add("several bodies for " + pair);
            }
        });
        return faults;
    }

    /** Successes beyond the first of each pair. */
    public static long duplicates(List<Arrival> arrivals) {
        long successes = arrivals.stream().filter(Arrival::isSuccess).count();
        return successes
                - arrivals.stream()
                        .filter(Arrival::isSuccess)
                        .map(Ledger::pair)
                        .distinct()
                        .count();
    }

    /** What the arrival was. */
    public static Pair pair(Arrival arrival) {
        return new Pair(arrival.listener(), arrival.event());
    }
}
