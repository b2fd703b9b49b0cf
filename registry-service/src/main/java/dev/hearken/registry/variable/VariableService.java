package dev.hearken.registry.variable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.registry.audit.Audit;
import dev.hearken.registry.audit.AuditAction;
import dev.hearken.registry.audit.AuditEvent;
import dev.hearken.registry.outbox.Outbox;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.platform.Precondition;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps variables and secrets: each method is one transaction. */
@Singleton
class VariableService {
    private static final int USERS_NAMED = 50;

    private final VariableRepository rows;
    private final SecretValues secrets;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    VariableService(VariableRepository rows, SecretValues secrets, Outbox outbox, Audit audit, Clock clock) {
        this.rows = rows;
        this.secrets = secrets;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who asks for a change of what, under which conditions. */
    record Write(
            CatalogKey key, Precondition ifMatch, @Nullable String ifNoneMatch, String by) {}

    /**
     * Gives it a value; the value that it has already changes nothing.
     *
     * @throws ProblemException {@link ProblemType#PRECONDITION_FAILED}
     */
    @Transactional
    StoredVariable put(Write write, String value) {
        rows.lockName(write.key());
        Optional<VariableEntity> found = rows.lock(write.key());
        Precondition.requireAbsent(write.ifNoneMatch(), found.isPresent());
        if (found.isEmpty()) {
            return create(write, value);
        }
        VariableEntity row = found.get();
        write.ifMatch().require(row.revision);
        String former = row.isSecret() ? secrets.decrypt(row) : row.value;
        if (former.equals(value)) {
            return view(row, false);
        }
        ObjectNode before = row.toAuditJson();
        StoredVariable stored = store(row, value, write.by(), false);
        note(AuditAction.CHANGED, row, before, row.toAuditJson());
        return stored;
    }

    private StoredVariable create(Write write, String value) {
        VariableEntity row = new VariableEntity();
        row.tenant = write.key().tenant().value();
        row.kind = write.key().kind().wireName();
        row.name = write.key().id();
        row.createdAt = now();
        StoredVariable created = store(row, value, write.by(), true);
        rows.persist(row);
        note(AuditAction.CREATED, row, null, row.toAuditJson());
        return created;
    }

    private StoredVariable store(VariableEntity row, String value, String by, boolean created) {
        row.revision = rows.nextRevision();
        row.value = row.isSecret() ? secrets.encrypt(row, value) : value;
        row.updatedAt = now();
        row.updatedBy = by;
        outbox.changed(row.catalogKey(), row.revision);
        return view(row, created);
    }

    private StoredVariable view(VariableEntity row, boolean created) {
        return new StoredVariable(
                row.name,
                row.isSecret() ? secrets.hint(row) : row.value,
                row.isSecret(),
                row.revision,
                row.createdAt,
                row.updatedAt,
                row.updatedBy,
                created);
    }

    /** @throws ProblemException {@link ProblemType#NOT_FOUND} */
    @Transactional
    StoredVariable get(CatalogKey key) {
        return view(found(rows.find(key), key), false);
    }

    /** A page in the order of the names. One more than the limit says that there are more. */
    @Transactional
    List<StoredVariable> page(TenantId tenant, Kind kind, PageRequest page) {
        return rows.page(tenant, kind, page).stream()
                .map(row -> view(row, false))
                .toList();
    }

    /**
     * Removes it.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND}, {@link ProblemType#PRECONDITION_FAILED},
     *     {@link ProblemType#IN_USE} if listeners name it
     */
    @Transactional
    void delete(Write write) {
        VariableEntity row = found(rows.lock(write.key()), write.key());
        write.ifMatch().require(row.revision);
        List<Object[]> users = rows.users(write.key(), USERS_NAMED + 1);
        if (!users.isEmpty()) {
            throw new ProblemException(ProblemType.IN_USE, named(users));
        }
        rows.delete(row);
        outbox.deleted(write.key(), rows.nextRevision());
        note(AuditAction.DELETED, row, row.toAuditJson(), null);
    }

    private void note(AuditAction action, VariableEntity row, @Nullable ObjectNode before, @Nullable ObjectNode after) {
        audit.record(row.tenantId(), new AuditEvent(action, row.kind, row.name, null, before, after));
    }

    private static String named(List<Object[]> users) {
        String named = users.stream()
                .limit(USERS_NAMED)
                .map(user -> user[1] + " (" + user[0] + ")")
                .collect(Collectors.joining(", "));
        return "These listeners name it: " + named + (users.size() > USERS_NAMED ? ", and more" : "");
    }

    private static VariableEntity found(Optional<VariableEntity> row, CatalogKey key) {
        return row.orElseThrow(() -> new ProblemException(
                ProblemType.NOT_FOUND, "There is no " + key.kind().wireName() + " with this name"));
    }

    /** With the precision that every client and the database can keep. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
