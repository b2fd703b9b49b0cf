package dev.hearken.registry.access;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Remembers keys for a short time. Holds at most {@value #MAX_KEYS} of them; unknown ids are not remembered. */
@Singleton
final class ApiKeyCache {
    private static final int MAX_KEYS = 10_000;
    private static final Duration MAX_TTL = Duration.ofSeconds(30);

    private final Duration ttl;
    private final Clock clock;
    private final Map<String, Remembered> entries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MAX_KEYS;
        }
    };

    private record Remembered(ApiKey key, Instant until) {}

    ApiKeyCache(AccessConfig config, Clock clock) {
        this.ttl = config.cacheTtl();
        this.clock = clock;
        if (ttl.isNegative() || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalStateException("registry.access.cache-ttl must lie between 0 and 30 seconds, not " + ttl);
        }
    }

    /** The key that is remembered, else what the lookup finds. */
    Optional<ApiKey> find(String id, Function<String, Optional<ApiKey>> lookup) {
        Optional<ApiKey> known = remembered(id);
        if (known.isPresent()) {
            return known;
        }
        Optional<ApiKey> found = lookup.apply(id);
        found.ifPresent(this::remember);
        return found;
    }

    /** The key if it is remembered and fresh. */
    synchronized Optional<ApiKey> remembered(String id) {
        Remembered entry = entries.get(id);
        return entry != null && clock.instant().isBefore(entry.until()) ? Optional.of(entry.key()) : Optional.empty();
    }

    /** Has the key looked up again. */
    synchronized void forget(String id) {
        entries.remove(id);
    }

    private synchronized void remember(ApiKey key) {
        entries.remove(key.id());
        entries.put(key.id(), new Remembered(key, clock.instant().plus(ttl)));
    }
}
