package dev.hearken.dispatcher.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.listener.Signing;
import dev.hearken.rendering.TenantValues;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All listeners, variables and secrets at one moment. Immutable. */
public final class CatalogSnapshot {
    /** Knows nothing. */
    public static final CatalogSnapshot EMPTY = new CatalogSnapshot(new Listeners(Map.of()), Map.of());

    private final Listeners listeners;
    private final Map<TenantId, StoredValues> values;

    /** All listeners; the same object as long as none has changed, whatever becomes of variables and secrets. */
    public static final class Listeners {
        private final Map<CatalogKey, CatalogEntry> entries;

        Listeners(Map<CatalogKey, CatalogEntry> entries) {
            this.entries = entries;
        }

        /** All of them, in no order. */
        public Collection<CatalogEntry> entries() {
            return Collections.unmodifiableCollection(entries.values());
        }
    }

    CatalogSnapshot(Listeners listeners, Map<TenantId, StoredValues> values) {
        this.listeners = listeners;
        this.values = values;
    }

    /** The listener with this key. */
    public Optional<CatalogEntry> find(CatalogKey key) {
        return Optional.ofNullable(listeners.entries.get(key));
    }

    /** All listeners. */
    public Listeners listeners() {
        return listeners;
    }

    /** The tenant's variables and secrets. */
    public TenantValues values(TenantId tenant) {
        return values.getOrDefault(tenant, StoredValues.NONE);
    }

    /** Whether some listeners are signed for and not one of them can be: these are not the keys of this catalog. */
    boolean opensNoKey() {
        List<CatalogEntry> signed = listeners.entries.values().stream()
                .filter(entry -> entry.callback().signing() != Signing.NONE)
                .toList();
        return !signed.isEmpty()
                && signed.stream()
                        .allMatch(entry -> entry.source().signingKeys().isEmpty());
    }

    /** How many listeners. */
    public int size() {
        return listeners.entries.size();
    }
}
