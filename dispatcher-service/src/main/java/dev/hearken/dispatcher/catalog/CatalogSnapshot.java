package dev.hearken.dispatcher.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.listener.Signing;
import dev.hearken.rendering.TenantValues;
import java.util.Collection;
import java.util.Collections;
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
        private final Map<CatalogKey, Candidate> candidates;

        Listeners(Map<CatalogKey, Candidate> candidates) {
            this.candidates = candidates;
        }

        /** All of them, in no order. */
        public Collection<Candidate> candidates() {
            return Collections.unmodifiableCollection(candidates.values());
        }
    }

    CatalogSnapshot(Listeners listeners, Map<TenantId, StoredValues> values) {
        this.listeners = listeners;
        this.values = values;
    }

    /** The listener with this key. */
    public Optional<CatalogEntry> find(CatalogKey key) {
        Candidate candidate = listeners.candidates.get(key);
        return candidate == null ? Optional.empty() : candidate.entry();
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
        boolean signed = false;
        for (Candidate candidate : listeners.candidates.values()) {
            Optional<CatalogEntry> entry =
                    candidate.entry().filter(e -> e.callback().signing() != Signing.NONE);
            if (entry.isPresent() && entry.get().source().signingKeys().isPresent()) {
                return false;
            }
            signed = signed || entry.isPresent();
        }
        return signed;
    }

    /** How many listeners. */
    public int size() {
        return listeners.candidates.size();
    }
}
