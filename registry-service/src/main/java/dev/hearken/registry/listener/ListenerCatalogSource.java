package dev.hearken.registry.listener;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.outbox.CatalogSource;
import dev.hearken.registry.outbox.Outbox;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Listeners as catalog records. */
@Singleton
class ListenerCatalogSource implements CatalogSource {
    private final ListenerRepository listeners;
    private final Outbox outbox;

    ListenerCatalogSource(ListenerRepository listeners, Outbox outbox) {
        this.listeners = listeners;
        this.outbox = outbox;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.LISTENER);
    }

    @Override
    public Optional<Current> current(CatalogKey key) {
        return listeners.find(key.tenant(), new ListenerId(key.id())).map(row -> {
            Listener listener = row.toListener().listener();
            return new Current(listener.revision(), CatalogRecord.write(listener));
        });
    }

    @Override
    public void raiseRevision(CatalogKey key, long above) {
        listeners.lock(key.tenant(), new ListenerId(key.id())).ifPresent(row -> {
            row.revision = Math.max(row.revision, above + 1);
            outbox.changed(key, row.revision);
        });
    }
}
