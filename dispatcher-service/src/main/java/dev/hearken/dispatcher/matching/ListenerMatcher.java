package dev.hearken.dispatcher.matching;

import dev.hearken.dispatcher.catalog.Candidate;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.catalog.CatalogSnapshot;
import dev.hearken.dispatcher.catalog.CatalogSnapshot.Listeners;
import dev.hearken.dispatcher.health.ConditionFailures;
import dev.hearken.language.EventScope;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Listener;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Matches events against the catalog's listeners; when they have changed they are indexed with the next event. */
@Singleton
public class ListenerMatcher {
    private final Catalog catalog;
    private final MatchingTelemetry telemetry;
    private final ConditionFailures failures;
    private volatile Indexed indexed = new Indexed(CatalogSnapshot.EMPTY.listeners(), new ListenerIndex(List.of()));

    private record Indexed(Listeners listeners, ListenerIndex index) {}

    ListenerMatcher(Catalog catalog, MatchingTelemetry telemetry, ConditionFailures failures) {
        this.catalog = catalog;
        this.telemetry = telemetry;
        this.failures = failures;
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
        List<Candidate> selected = current.index().match(event);
        if (selected.isEmpty()) {
            return List.of();
        }
        EventScope scope = new EventScope(event, raw);
        List<CatalogEntry> fired = new ArrayList<>(selected.size());
        for (Candidate candidate : selected) {
            Optional<CatalogEntry> entry = candidate.entry();
            if (entry.isPresent() && fires(entry.get(), scope, now)) {
                fired.add(entry.get());
            }
        }
        return fired;
    }

    private boolean fires(CatalogEntry entry, EventScope scope, Instant now) {
        return entry.trigger().decideSelected(scope, now).fold(() -> true, until -> true, conditionError -> {
            conditionError.ifPresent(error -> conditionFailed(entry.listener(), error));
            return false;
        });
    }

    private void conditionFailed(Listener listener, String error) {
        telemetry.conditionFailed(listener.id(), error);
        failures.failed(listener, error);
    }

    /** Indexes the listeners that there are now, so that the first event finds them indexed. */
    public void prepare() {
        reindex();
    }

    private synchronized Indexed reindex() {
        Listeners listeners = catalog.current().listeners();
        if (indexed.listeners() != listeners) {
            indexed = new Indexed(listeners, new ListenerIndex(listeners.candidates()));
        }
        return indexed;
    }
}
