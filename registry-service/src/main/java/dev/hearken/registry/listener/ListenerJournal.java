package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.audit.Audit;
import dev.hearken.registry.audit.AuditAction;
import dev.hearken.registry.audit.AuditEvent;
import dev.hearken.registry.outbox.Outbox;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Tells of every change of a listener, in its transaction: the catalog topic must follow, the audit keeps it. */
@Singleton
class ListenerJournal {
    private static final String KIND = "listener";

    private final Outbox outbox;
    private final Audit audit;

    ListenerJournal(Outbox outbox, Audit audit) {
        this.outbox = outbox;
        this.audit = audit;
    }

    void created(ListenerEntity row) {
        outbox.changed(key(row), row.revision);
        note(AuditAction.CREATED, row, null, row.toAuditJson());
    }

    /**
     * A listener has another definition, or waits where it did not, or the other way round.
     *
     * @param before what {@link ListenerEntity#toAuditJson} said before
     */
    void changed(ListenerEntity row, ObjectNode before) {
        outbox.changed(key(row), row.revision);
        boolean wasPaused = before.path(ListenerEntity.PAUSED).asBoolean();
        AuditAction action =
                row.paused == wasPaused ? AuditAction.CHANGED : row.paused ? AuditAction.PAUSED : AuditAction.RESUMED;
        note(action, row, before, row.toAuditJson());
    }

    void deleted(ListenerEntity row) {
        outbox.deleted(key(row), row.revision + 1);
        note(AuditAction.DELETED, row, row.toAuditJson(), null);
    }

    /** Its signing secret was shown whole. */
    void secretShown(RegisteredListener registered) {
        audit.record(
                registered.listener().tenant(),
                AuditEvent.of(
                        AuditAction.SECRET_SHOWN,
                        KIND,
                        registered.listener().id().value(),
                        registered.listener().definition().name()));
    }

    /** It signs with another secret from now on. */
    void secretRotated(ListenerEntity row) {
        outbox.changed(key(row), row.revision);
        note(AuditAction.SECRET_ROTATED, row, null, null);
    }

    private void note(AuditAction action, ListenerEntity row, @Nullable ObjectNode before, @Nullable ObjectNode after) {
        String name = row.toAuditJson().path("name").textValue();
        audit.record(new TenantId(row.tenant), new AuditEvent(action, KIND, row.id, name, before, after));
    }

    private static CatalogKey key(ListenerEntity row) {
        return CatalogKey.of(new TenantId(row.tenant), new ListenerId(row.id));
    }
}
