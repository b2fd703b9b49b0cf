package dev.hearken.dispatcher.matching;

import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.catalog.CatalogSnapshot;
import dev.hearken.dispatcher.catalog.CatalogSnapshot.Listeners;
import dev.hearken.language.EventScope;
import dev.hearken.model.event.WorkflowEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Matches events against the catalog's listeners; when they have changed they are indexed with the next event. */
@ApplicationScoped
public class ListenerMatcher {
    private final Catalog catalog;
    private final MatchingTelemetry telemetry;
    private volatile Indexed indexed = new Indexed(CatalogSnapshot.EMPTY.listeners(), new ListenerIndex(List.of()));

    private record Indexed(Listeners listeners, ListenerIndex index) {}

    ListenerMatcher(Catalog catalog, MatchingTelemetry telemetry) {
        this.catalog = catalog;
        this.telemetry = telemetry;
    }

    /**
     * The enabled listeners that fire now or when a quiet window that holds has passed.
     *
     * @param raw the bytes that the event was read from
     */
    public List<CatalogEntry> match(WorkflowEvent event, byte[] raw, Instant now) {
        Indexed current = indexed;
        if (current.listeners() != catalog.current().listeners()) {
            current = reindex();
        }
        List<CatalogEntry> selected = current.index().match(event);
        if (!selected.isEmpty()) {
            EventScope scope = new EventScope(event, raw);
            selected.removeIf(entry -> !fires(entry, scope, now));
        }
        return selected;
    }

    private boolean fires(CatalogEntry entry, EventScope scope, Instant now) {
        return entry.trigger().decideSelected(scope, now).fold(() -> true, until -> true, conditionError -> {
            conditionError.ifPresent(
                    error -> telemetry.conditionFailed(entry.listener().id(), error));
            return false;
        });
    }

    private synchronized Indexed reindex() {
        Listeners listeners = catalog.current().listeners();
        if (indexed.listeners() != listeners) {
            indexed = new Indexed(listeners, new ListenerIndex(listeners.entries()));
        }
        return indexed;
    }
}
