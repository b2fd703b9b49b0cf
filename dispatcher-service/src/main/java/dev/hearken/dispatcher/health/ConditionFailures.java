package dev.hearken.dispatcher.health;

import dev.hearken.dispatcher.platform.InstanceName;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.ConditionFailure;
import dev.hearken.model.listener.Listener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Says that conditions could not be judged: of each listener's revision the first time at once, then at most once in
 * {@link #INTERVAL}.
 */
@Singleton
public class ConditionFailures {
    /** Shortest time between two words about one revision of a listener. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int MAX_LISTENERS = 10_000;

    private final ListenerStatePublisher publisher;
    private final InstantSource time;
    private final InstanceName instance;
    private final ConcurrentMap<CatalogKey, Said> said = new ConcurrentHashMap<>();

    private record Said(long revision, Instant at) {
        private boolean silences(long otherRevision, Instant now) {
            return revision >= otherRevision && now.isBefore(at.plus(INTERVAL));
        }
    }

    ConditionFailures(ListenerStatePublisher publisher, InstantSource time, InstanceName instance) {
        this.publisher = publisher;
        this.time = time;
        this.instance = instance;
    }

    /** The listener's condition could not be judged; answers whether that was said. */
    public boolean failed(Listener listener, String error) {
        Instant now = time.instant();
        if (!isDue(listener, now)) {
            return false;
        }
        if (said.size() > MAX_LISTENERS) {
            said.values().removeIf(old -> !now.isBefore(old.at().plus(INTERVAL)));
        }
        publisher.publish(new ConditionFailure(
                listener.tenant(), listener.id(), listener.revision(), error, now, instance.value()));
        return true;
    }

    private boolean isDue(Listener listener, Instant now) {
        CatalogKey key = CatalogKey.of(listener.tenant(), listener.id());
        Said next = new Said(listener.revision(), now);
        Said before = said.get(key);
        if (before == null) {
            return said.putIfAbsent(key, next) == null;
        }
        return !before.silences(next.revision(), now) && said.replace(key, before, next);
    }
}
