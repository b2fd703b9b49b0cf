package dev.hearken.registry.replay;

import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody wants to be sent again.
 *
 * @param listener to whom; empty: to every listener that is enabled
 * @param execution of which execution; empty: of any
 * @param since the time of the first record
 * @param until the first time after the last record
 * @param which of the deliveries that match
 * @param dryRun whether they are counted and not sent
 * @param rate most deliveries per second, at least 1
 */
record ReplayWish(
        Optional<ListenerId> listener,
        Optional<String> execution,
        Instant since,
        Instant until,
        Which which,
        boolean dryRun,
        int rate) {
    boolean covers(Instant time) {
        return !time.isBefore(since) && time.isBefore(until);
    }
}
