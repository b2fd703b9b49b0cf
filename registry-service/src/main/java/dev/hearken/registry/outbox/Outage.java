package dev.hearken.registry.outbox;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * An outage as the log and the relay see it: one line for each thing that is wrong, one when all is well again, longer
 * and longer waits between.
 */
@Singleton
class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);

    private final Duration maxDelay;
    private final Clock clock;
    private Optional<Instant> since = Optional.empty();
    private final Set<String> told = new HashSet<>();
    private Duration delay = FIRST_DELAY;

    @Inject
    Outage(OutboxConfig config, Clock clock) {
        this(config.maxRetryDelay(), clock);
    }

    Outage(Duration maxDelay, Clock clock) {
        this.maxDelay = maxDelay;
        this.clock = clock;
    }

    /** Something failed; returns how long to wait before the next try. */
    Duration failed(Throwable failure) {
        if (told.add(kind(failure))) {
            LOG.warnf(
                    "The catalog topic cannot be brought up to date, changes wait in the outbox: %s%s",
                    kind(failure), cause(failure));
        }
        since = since.or(() -> Optional.of(clock.instant()));
        Duration now = delay;
        delay = min(delay.multipliedBy(2), maxDelay);
        return now;
    }

    /** All is well. */
    void over() {
        since.ifPresent(start -> LOG.infof(
                "The catalog topic is being brought up to date again, after %d s",
                Duration.between(start, clock.instant()).toSeconds()));
        since = Optional.empty();
        told.clear();
        delay = FIRST_DELAY;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String kind(Throwable failure) {
        return failure instanceof CatalogUnavailableException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
    }

    private static String cause(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        String line = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return root == failure && failure instanceof CatalogUnavailableException
                ? ""
                : " (" + root.getClass().getSimpleName() + ": " + line + ")";
    }
}
