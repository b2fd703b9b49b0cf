package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogKey;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;

/** Where a feature says, in the transaction of a change, that the catalog topic must follow. */
@Singleton
public class Outbox {
    private final OutboxRepository rows;
    private final Event<CatalogChanged> changes;
    private final Clock clock;

    /** Something became dirty; observed after the commit. */
    record CatalogChanged() {}

    Outbox(OutboxRepository rows, Event<CatalogChanged> changes, Clock clock) {
        this.rows = rows;
        this.changes = changes;
        this.clock = clock;
    }

    /** The object was created or changed and now has this revision. */
    @Transactional(TxType.MANDATORY)
    public void changed(CatalogKey key, long revision) {
        rows.changed(key, revision, false, clock.instant());
        changes.fire(new CatalogChanged());
    }

    /**
     * The object is gone.
     *
     * @param revision higher than every revision that the object had
     */
    @Transactional(TxType.MANDATORY)
    public void deleted(CatalogKey key, long revision) {
        rows.changed(key, revision, true, clock.instant());
        changes.fire(new CatalogChanged());
    }
}
