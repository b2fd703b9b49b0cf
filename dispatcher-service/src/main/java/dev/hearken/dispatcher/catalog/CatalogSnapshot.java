package dev.hearken.dispatcher.catalog;

import dev.hearken.model.catalog.CatalogKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All listeners at one moment. Immutable. */
public final class CatalogSnapshot {
    /** Knows no listener. */
    public static final CatalogSnapshot EMPTY = new CatalogSnapshot(Map.of());

    private final Map<CatalogKey, CatalogEntry> entries;

    private CatalogSnapshot(Map<CatalogKey, CatalogEntry> entries) {
        this.entries = entries;
    }

    /** Copies the entries. */
    public static CatalogSnapshot of(Map<CatalogKey, CatalogEntry> entries) {
        return new CatalogSnapshot(new HashMap<>(entries));
    }

    /** The listener with this key. */
    public Optional<CatalogEntry> find(CatalogKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** All listeners, in no order. */
    public Collection<CatalogEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** How many listeners. */
    public int size() {
        return entries.size();
    }
}
