package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.hearken.system.Arrival;
import dev.hearken.system.Ledger;
import dev.hearken.system.Ledger.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of every pair of an event and a listener that had to be.
 *
 * @param expected pairs that the naive matcher named
 * @param delivered of these, answered with success at least once
 * @param dead of these, never answered with success and in the dead letters
 * @param cancelled of these, neither, and their listener was deleted
 * @param missing the rest: must be 0
 * @param duplicates successes beyond the first of each pair
 * @param faults everything that must not be, as sentences
 */
record Account(
        long expected, long delivered, long dead, long cancelled, long missing, long duplicates, List<String> faults) {
    /** A request waits for a connection a little after it was signed; more would be a queue without a bound. */
    private static final long MOST_SECONDS_SINCE_SIGNED = 20;

    /**
     * What the account is made from.
     *
     * @param skew how much the dispatchers' clocks may be set differently from the endpoints'
     */
    record Books(
            Map<String, JsonNode> listeners,
            Map<String, String> secrets,
            Set<Pair> expected,
            Collection<Arrival> arrivals,
            Set<Pair> dead,
            Set<String> deletedListeners,
            Duration skew) {}

    static Account of(Books books) {
        Set<Pair> open = new HashSet<>(books.expected());
        List<Arrival> successes =
                books.arrivals().stream().filter(Arrival::isSuccess).toList();
        open.removeAll(successes.stream().map(Ledger::pair).collect(Collectors.toSet()));
        long delivered = books.expected().size() - open.size();
        long dead = open.stream().filter(books.dead()::contains).count();
        open.removeAll(books.dead());
        long cancelled = open.stream()
                .filter(pair -> books.deletedListeners().contains(pair.listener()))
                .count();
        open.removeIf(pair -> books.deletedListeners().contains(pair.listener()));
        List<String> faults = new ArrayList<>();
        open.forEach(pair -> faults.add("missing " + pair));
        books.arrivals().stream()
                .collect(Collectors.groupingBy(Ledger::pair))
                .forEach((pair, tries) -> judge(books, pair, tries, faults));
        return new Account(
                books.expected().size(), delivered, dead, cancelled, open.size(), Ledger.duplicates(successes), faults);
    }

    private static void judge(Books books, Pair pair, List<Arrival> tries, List<String> faults) {
        if (!books.expected().contains(pair)) {
            faults.add("unexpected " + pair);
            return;
        }
        if (tries.stream().map(Arrival::id).distinct().count() > 1) {
            faults.add("several ids for " + pair);
        }
        if (tries.stream().map(Arrival::body).distinct().count() > 1) {
            faults.add("several bodies for " + pair);
        }
        tries.forEach(arrival -> judgeSignature(books, pair, arrival, faults));
        judgeTimes(books, pair, tries, faults);
    }

    private static void judgeSignature(Books books, Pair pair, Arrival arrival, List<String> faults) {
        long signed = Long.parseLong(arrival.header("webhook-timestamp"));
        try {
            // Not verify, which knows one clock only: the age is judged below.
            String signature =
                    new Webhook(books.secrets().get(pair.listener())).sign(arrival.id(), signed, arrival.body());
            if (!arrival.header("webhook-signature").equals(signature)) {
                faults.add("signature of " + pair);
            }
        } catch (WebhookSigningException e) {
            faults.add("signature of " + pair + ": " + e.getMessage());
        }
        long age = arrival.at().getEpochSecond() - signed;
        long skew = books.skew().toSeconds();
        if (age < -1 - skew || age > MOST_SECONDS_SINCE_SIGNED + skew) {
            faults.add("signed " + age + " s before it came: " + pair);
        }
    }

    /** The wait counts from the end of the attempt before, so its arrival is the earliest possible beginning. */
    private static void judgeTimes(Books books, Pair pair, List<Arrival> tries, List<String> faults) {
        JsonNode listener = books.listeners().get(pair.listener());
        long skew = books.skew().toMillis();
        JsonNode schedule = listener.at("/delivery/retry/schedule");
        double shortest = 1 - listener.at("/delivery/retry/jitter").asDouble(0.2);
        Map<Integer, Instant> first = new TreeMap<>();
        tries.forEach(arrival -> first.merge(arrival.attempt(), arrival.at(), (a, b) -> a.isBefore(b) ? a : b));
        first.forEach((attempt, at) -> {
            Instant before = first.get(attempt - 1);
            if (before == null) {
                return;
            }
            if (schedule.size() < attempt - 1) {
                faults.add("attempt " + attempt + " of " + (schedule.size() + 1) + " for " + pair);
                return;
            }
            Duration wait = Duration.parse(schedule.get(attempt - 2).textValue());
            Duration waited = Duration.between(before, at);
            if (waited.toMillis() < wait.toMillis() * shortest - 5 - skew) {
                faults.add("attempt " + attempt + " after " + waited + " instead of " + wait + " for " + pair);
            }
        });
    }
}
