package dev.hearken.registry.access;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Notes when keys were used, in the database once a minute, so that no request waits for it. Holds one entry per key
 * that is in use.
 */
@Singleton
class LastUses {
    private static final Logger LOG = Logger.getLogger(LastUses.class);

    private final Map<String, Instant> uses = new ConcurrentHashMap<>();
    private final ApiKeyRepository keys;
    private final Clock clock;

    LastUses(ApiKeyRepository keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A valid key was used now. */
    void note(String id) {
        uses.put(id, clock.instant().truncatedTo(ChronoUnit.MINUTES));
    }

    /** Stores what was noted. What cannot be stored is noted again with the key's next use. */
    @Scheduled(every = "60s", identity = "api-key-uses", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void store() {
        Map<String, Instant> noted = Map.copyOf(uses);
        uses.entrySet().removeAll(noted.entrySet());
        try {
            QuarkusTransaction.requiringNew().run(() -> noted.forEach(keys::used));
        } catch (RuntimeException e) {
            LOG.debugf("the last uses of %d keys could not be stored: %s", noted.size(), e);
        }
    }
}
