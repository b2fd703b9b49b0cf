package dev.hearken.benchmarks.delivery.receiver;

import java.util.BitSet;
import org.HdrHistogram.Histogram;

/** What has come to one endpoint; used by one thread. */
final class Arrivals {
    static final int NO_CONTENT = 204;
    static final int UNAVAILABLE = 503;

    private final int events;
    private final int warmUp;
    private final int refusesEach;
    private final Histogram latencies;
    private final BitSet come;
    private final BitSet refused = new BitSet();
    private long delivered;
    private long duplicates;
    private long strangers;
    private long firstMicros;
    private long lastMicros;

    /**
     * Nothing yet.
     *
     * @param events numbers from 0 to one less are expected
     * @param warmUp numbers below it leave no trace in the latencies
     * @param refusesEach see {@link Behaviour}
     * @param latencies takes microseconds from due to come
     */
    Arrivals(int events, int warmUp, int refusesEach, Histogram latencies) {
        this.events = events;
        this.warmUp = warmUp;
        this.refusesEach = refusesEach;
        this.latencies = latencies;
        this.come = new BitSet(events);
    }

    /**
     * Takes a request.
     *
     * @param eventId empty if the request names none
     * @return the status of its answer
     */
    int take(String eventId, long nowMicros) {
        EventMark mark =
                EventMark.parse(eventId).filter(m -> m.number() < events).orElse(null);
        if (mark == null) {
            strangers++;
            return NO_CONTENT;
        }
        if (isRefused(mark.number())) {
            return UNAVAILABLE;
        }
        deliver(mark, nowMicros);
        return NO_CONTENT;
    }

    private boolean isRefused(int number) {
        if (refusesEach == 0 || number % refusesEach != 0 || refused.get(number)) {
            return false;
        }
        refused.set(number);
        return true;
    }

    private void deliver(EventMark mark, long nowMicros) {
        firstMicros = firstMicros == 0 ? nowMicros : firstMicros;
        if (come.get(mark.number())) {
            duplicates++;
            return;
        }
        come.set(mark.number());
        delivered++;
        lastMicros = nowMicros;
        if (mark.number() >= warmUp) {
            latencies.recordValue(Math.max(0, nowMicros - mark.dueMicros()));
        }
    }

    EndpointState state() {
        return new EndpointState(delivered, duplicates, refused.cardinality(), strangers, firstMicros, lastMicros);
    }
}
