package dev.hearken.registry.replay;

import java.time.Instant;
import java.util.Optional;

/**
 * What of a replay's range the topics had forgotten.
 *
 * @param offsets how many offsets were lost after the range was known
 * @param before events before this time may be missing; empty if the topics had everything
 */
record Gone(long offsets, Optional<Instant> before) {
    static final Gone NOTHING = new Gone(0, Optional.empty());

    Gone plus(Gone more) {
        Optional<Instant> later = before.filter(
                        time -> more.before.filter(time::isBefore).isEmpty())
                .or(() -> more.before);
        return new Gone(offsets + more.offsets, later);
    }
}
