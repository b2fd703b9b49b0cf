package dev.hearken.dispatcher.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** All listeners, variables and secrets at one moment. Immutable. */
public final class CatalogSnapshot {
    /** Knows nothing. */
    public static final CatalogSnapshot EMPTY = new CatalogSnapshot(new Listeners(Map.of()), Map.of());

    private final Listeners listeners;
    private final Map<TenantId, TenantValues> values;

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

    CatalogSnapshot(Listeners listeners, Map<TenantId, TenantValues> values) {
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

    /** The tenant's variables by their names. */
    public Map<String, String> variables(TenantId tenant) {
        return values.getOrDefault(tenant, TenantValues.NONE).variables();
    }

    /** The tenant's secret of this name; empty if there is none or this instance has not the key to decrypt it. */
    public Optional<String> secret(TenantId tenant, String name) {
        return Optional.ofNullable(
                values.getOrDefault(tenant, TenantValues.NONE).secrets().get(name));
    }

    /** How many listeners. */
    public int size() {
        return listeners.entries.size();
    }
}
