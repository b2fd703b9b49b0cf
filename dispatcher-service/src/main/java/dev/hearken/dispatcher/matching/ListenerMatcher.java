package dev.hearken.dispatcher.matching;

import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.catalog.CatalogSnapshot;
import dev.hearken.model.event.WorkflowEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Matches events against the catalog's current snapshot; a new snapshot is indexed when its first event comes. */
@ApplicationScoped
public class ListenerMatcher {
    private final Catalog catalog;
    private volatile Indexed indexed = new Indexed(CatalogSnapshot.EMPTY, new ListenerIndex(List.of()));

    private record Indexed(CatalogSnapshot snapshot, ListenerIndex index) {}

    ListenerMatcher(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The enabled listeners that hear the event. */
    public List<CatalogEntry> match(WorkflowEvent event) {
        Indexed current = indexed;
        if (current.snapshot() != catalog.current()) {
            current = reindex();
        }
        return current.index().match(event);
    }

    private synchronized Indexed reindex() {
        CatalogSnapshot snapshot = catalog.current();
        if (indexed.snapshot() != snapshot) {
            indexed = new Indexed(snapshot, new ListenerIndex(snapshot.entries()));
        }
        return indexed;
    }
}
