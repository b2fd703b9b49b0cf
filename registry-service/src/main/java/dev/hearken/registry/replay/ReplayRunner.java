package dev.hearken.registry.replay;

import dev.hearken.registry.replay.ReplayLeases.Lease;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for replays that nobody works on, and works on some of them, each in a thread of its own. When this instance
 * stops, it gives them back.
 */
@Singleton
class ReplayRunner {
    private static final Logger LOG = Logger.getLogger(ReplayRunner.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);
    private static final int DEPTH = 20;

    private final ReplayParts parts;
    private final ReplayConfig config;
    private final Map<ReplayRun, Thread> runs = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::look, "replays");
    private boolean away;
    private volatile boolean stopped;

    ReplayRunner(ReplayParts parts, ReplayConfig config) {
        this.parts = parts;
        this.config = config;
    }

    void start(@Observes StartupEvent start) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join(STOP_TIMEOUT.toMillis());
        leave();
    }

    /** Gives back what this instance works on, and returns when it has. */
    void leave() throws InterruptedException {
        Map<ReplayRun, Thread> leaving = Map.copyOf(runs);
        leaving.keySet().forEach(ReplayRun::leave);
        for (Thread working : leaving.values()) {
            working.join(STOP_TIMEOUT.toMillis());
        }
    }

    /** Whether this instance works on a replay. */
    boolean isWorkingOn(String replay) {
        return runs.keySet().stream().anyMatch(run -> run.lease().replay().id().equals(replay));
    }

    private void look() {
        while (!stopped) {
            try {
                takeWhatThereIs();
                away = false;
            } catch (RuntimeException e) {
                if (!away) {
                    LOG.warnf("replays wait until PostgreSQL is back: %s", e);
                }
                away = true;
            }
            LockSupport.parkNanos(config.pollInterval().toNanos());
        }
    }

    private void takeWhatThereIs() {
        boolean more = true;
        while (more && !stopped && runs.size() < config.maxRunning()) {
            Optional<Lease> taken = parts.leases().take();
            taken.ifPresent(this::begin);
            more = taken.isPresent();
        }
    }

    private void begin(Lease lease) {
        ReplayRun run = new ReplayRun(parts, lease);
        Thread working = new Thread(() -> work(run), "replay-" + lease.replay().id());
        working.setDaemon(true);
        runs.put(run, working);
        parts.metrics().began();
        working.start();
    }

    private void work(ReplayRun run) {
        try {
            run.run();
        } catch (ReplayImpossibleException e) {
            end(run, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (isOutage(e)) {
                pause(run, e);
            } else {
                LOG.errorf(e, "replay %s cannot go on", run.lease().replay().id());
                end(run, "a mistake inside the registry, see its log");
            }
        } finally {
            runs.remove(run);
            parts.metrics().left();
        }
    }

    private void pause(ReplayRun run, RuntimeException failure) {
        parts.metrics().interrupted();
        LOG.warnf(
                "replay %s: nothing is lost, it goes on later: %s",
                run.lease().replay().id(), failure);
        try {
            parts.leases().release(run.lease(), config.pollInterval());
        } catch (RuntimeException e) {
            // Nobody could note it: the lease ends by itself.
            LOG.debugf("replay %s: %s", run.lease().replay().id(), e);
        }
    }

    private void end(ReplayRun run, String reason) {
        try {
            if (parts.leases().end(run.lease(), run.saved(), ReplayState.FAILED, reason)) {
                parts.metrics().ended(ReplayState.FAILED);
            }
        } catch (RuntimeException e) {
            // The next try, after the lease has ended, comes to the same end.
            LOG.debugf("replay %s: %s", run.lease().replay().id(), e);
        }
    }

    private static boolean isOutage(RuntimeException failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (cause instanceof ReplayUnavailableException
                    || cause instanceof SQLException
                    || cause instanceof RollbackException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
