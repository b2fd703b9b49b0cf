package dev.hearken.registry.replay;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Removes replays that ended long ago. */
@Singleton
class ReplayRetention {
    private static final int BATCH = 1_000;

    private final ReplayRepository replays;
    private final ReplayConfig config;
    private final Clock clock;

    ReplayRetention(ReplayRepository replays, ReplayConfig config, Clock clock) {
        this.replays = replays;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            identity = "replay-retention",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() {
        Instant before = clock.instant().minus(config.retention());
        int removed;
        do {
            removed = QuarkusTransaction.requiringNew().call(() -> replays.removeEnded(before, BATCH));
        } while (removed == BATCH);
    }
}
