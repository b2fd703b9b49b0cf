package dev.hearken.dispatcher.admission;

import java.time.InstantSource;
import java.util.Queue;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What all lines of the instance share.
 *
 * @param patienceNanos how long one may wait in a line
 * @param slots of the instance
 * @param bytes of the instance
 * @param guard tells its own faults from those of the endpoints
 * @param rules of the circuit breakers
 * @param starved lines that wait for a slot of the instance
 * @param nanos a clock that never jumps
 * @param time the wall clock
 * @param random spreads what would happen at once
 */
record Shared(
        long patienceNanos,
        SharedCapacity slots,
        SharedCapacity bytes,
        EgressGuard guard,
        BreakerState.Rules rules,
        Queue<Awaited> starved,
        LongSupplier nanos,
        InstantSource time,
        RandomGenerator random) {
    /** Remembers a line that waits for a slot of the instance, which must not be remembered yet. */
    void await(Awaited line) {
        starved.add(line);
    }

    /** Lets lines that wait try again until one has got something. */
    void wake() {
        Awaited line = starved.poll();
        while (line != null && !line.wakeFromInstance()) {
            line = starved.poll();
        }
    }
}
