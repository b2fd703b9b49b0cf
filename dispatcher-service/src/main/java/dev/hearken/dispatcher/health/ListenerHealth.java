package dev.hearken.dispatcher.health;

import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.ListenerState;
import dev.hearken.model.delivery.ListenerState.Health;
import dev.hearken.model.listener.Listener;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows how listeners fare, and says it when that changes.
 *
 * <pre>
 *   active ──only failures for a while──▶ degraded ──breaker opens──▶ open
 *     ▲  └───────────────breaker opens────────────────────────────────▶│
 *     └──delivered, and the breaker is closed──────────────────────────┘
 *   any ──410, or only failures for days──▶ disabled, until the listener has another revision
 * </pre>
 *
 * <p>Every method answers whether it said something. A listener of which nothing is known is active.
 */
@Singleton
public class ListenerHealth {
    private static final Logger LOG = Logger.getLogger(ListenerHealth.class);

    private final ListenerStatePublisher publisher;
    private final HealthConfig config;
    private final InstantSource time;
    private final InstanceName instance;
    private final ConcurrentMap<CatalogKey, Instant> failingSince = new ConcurrentHashMap<>();
    private final ConcurrentMap<CatalogKey, ListenerState> ill = new ConcurrentHashMap<>();

    ListenerHealth(ListenerStatePublisher publisher, HealthConfig config, InstantSource time, InstanceName instance) {
        this.publisher = publisher;
        this.config = config;
        this.time = time;
        this.instance = instance;
    }

    /** Whether Hearken has given up the listener as it is now; the registry will disable it. */
    public boolean isGivenUp(Listener listener) {
        ListenerState state = ill.get(key(listener));
        return state != null && state.health() == Health.DISABLED && state.revision() == listener.revision();
    }

    /** An attempt delivered. */
    public boolean delivered(Listener listener, boolean breakerClosed) {
        CatalogKey key = key(listener);
        failingSince.remove(key);
        ListenerState before = ill.get(key);
        if (before == null || before.health() == Health.DISABLED) {
            return false;
        }
        if (breakerClosed) {
            return ill.remove(key, before) && say(state(listener, Health.ACTIVE, null, null, time.instant()));
        }
        if (before.failingSince() == null) {
            return false;
        }
        // One success among probes: not well yet, but a restart must not count from before it.
        ListenerState next = state(listener, before.health(), before.reason(), null, before.since());
        return ill.replace(key, before, next) && say(next);
    }

    /** An attempt failed. */
    public boolean failed(Listener listener, FailureReason reason, boolean breakerClosed) {
        Instant now = time.instant();
        Instant since = failingSince.computeIfAbsent(key(listener), k -> now);
        if (!now.isBefore(since.plus(config.disableAfter()))) {
            return giveUp(listener, reason, since);
        }
        if (!breakerClosed) {
            return become(listener, Health.OPEN, reason, since);
        }
        return !now.isBefore(since.plus(config.degradedAfter())) && become(listener, Health.DEGRADED, reason, since);
    }

    /** The endpoint wants nothing more. */
    public boolean gone(Listener listener) {
        return giveUp(listener, FailureReason.GONE, null);
    }

    /** What failed before counts no more once the owner switches it on again. */
    private boolean giveUp(Listener listener, FailureReason reason, @Nullable Instant since) {
        failingSince.remove(key(listener));
        boolean said = become(listener, Health.DISABLED, reason, since);
        if (said) {
            LOG.warnf(
                    "listener %s revision %d is given up: %s",
                    key(listener),
                    listener.revision(),
                    since == null ? reason.wireName() : "only failures since " + since + ", the last " + reason);
        }
        return said;
    }

    /** Says it if it is news: an open one is not degraded again, one given up stays so in its revision. */
    private boolean become(Listener listener, Health health, FailureReason reason, @Nullable Instant since) {
        CatalogKey key = key(listener);
        ListenerState before = ill.get(key);
        while (before == null || isNews(before, health, listener.revision())) {
            Instant shown = before != null && before.health() == health ? before.since() : time.instant();
            ListenerState next = state(listener, health, reason, since, shown);
            boolean mine = before == null ? ill.putIfAbsent(key, next) == null : ill.replace(key, before, next);
            if (mine) {
                return say(next);
            }
            before = ill.get(key);
        }
        return false;
    }

    private static boolean isNews(ListenerState before, Health health, long revision) {
        if (before.health() == Health.DISABLED) {
            return revision > before.revision();
        }
        return switch (health) {
            case ACTIVE, DISABLED -> true;
            case DEGRADED -> false;
            case OPEN -> before.health() == Health.DEGRADED || before.failingSince() == null;
        };
    }

    private ListenerState state(
            Listener listener,
            Health health,
            @Nullable FailureReason reason,
            @Nullable Instant failing,
            Instant since) {
        return new ListenerState(
                listener.tenant(),
                listener.id(),
                listener.revision(),
                health,
                reason,
                since,
                failing,
                instance.value());
    }

    private boolean say(ListenerState state) {
        publisher.publish(state);
        return true;
    }

    /** Takes in what any instance has said, this one before a restart included. */
    void heard(ListenerState state) {
        CatalogKey key = CatalogKey.of(state.tenant(), state.listener());
        if (state.health() == Health.ACTIVE) {
            ill.remove(key);
            failingSince.remove(key);
            return;
        }
        ill.put(key, state);
        Instant since = state.failingSince();
        if (state.health() == Health.DISABLED || since == null) {
            failingSince.remove(key);
        } else {
            failingSince.merge(key, since, (mine, theirs) -> mine.isBefore(theirs) ? mine : theirs);
        }
    }

    /** The listener is gone. */
    public void forget(CatalogKey listener) {
        ill.remove(listener);
        failingSince.remove(listener);
    }

    private static CatalogKey key(Listener listener) {
        return CatalogKey.of(listener.tenant(), listener.id());
    }
}
