package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.template.References;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.platform.Precondition;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.registry.quota.ListenerQuota;
import dev.hearken.registry.variable.ListenerReferences;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Keeps listeners: each method is one transaction. */
@Singleton
class ListenerService {
    private final ListenerRepository listeners;
    private final ListenerIds ids;
    private final SigningSecrets secrets;
    private final ListenerReferences references;
    private final ListenerJournal journal;
    private final Clock clock;

    // One collaborator more than usual: the quota only serves creation.
    private final ListenerQuota quota;

    ListenerService(
            ListenerRepository listeners,
            ListenerIds ids,
            SigningSecrets secrets,
            ListenerReferences references,
            ListenerJournal journal,
            Clock clock,
            ListenerQuota quota) {
        this.listeners = listeners;
        this.ids = ids;
        this.secrets = secrets;
        this.references = references;
        this.journal = journal;
        this.clock = clock;
        this.quota = quota;
    }

    /**
     * A new listener with a signing secret of its own.
     *
     * @throws ProblemException {@link ProblemType#INVALID_LISTENER} if it names a variable or secret that does not
     *     exist, {@link ProblemType#QUOTA_EXCEEDED} if the tenant has as many as it may have
     */
    @Transactional
    RegisteredListener create(TenantId tenant, ListenerDefinition definition, String createdBy) {
        quota.requireRoom(tenant);
        Instant now = now();
        ListenerEntity row = new ListenerEntity();
        row.id = ids.next().value();
        row.tenant = tenant.value();
        row.revision = 1;
        row.paused = false;
        row.setDefinition(definition);
        row.setSigningKeys(secrets.create(tenant, new ListenerId(row.id), definition));
        row.stateSince = now;
        row.createdAt = now;
        row.updatedAt = now;
        row.createdBy = createdBy;
        requireReferences(tenant, definition);
        listeners.persistAndFlush(row);
        references.replace(tenant, new ListenerId(row.id), definition.references());
        journal.created(row);
        return row.toListener();
    }

    /** The listener, if the tenant has one with this id. */
    @Transactional
    Optional<RegisteredListener> find(TenantId tenant, ListenerId id) {
        return listeners.find(tenant, id).map(ListenerEntity::toListener);
    }

    /**
     * One listener.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} if the tenant has none with this id
     */
    @Transactional
    RegisteredListener get(TenantId tenant, ListenerId id) {
        return found(listeners.find(tenant, id)).toListener();
    }

    /** A page of listeners. One more than the limit says that there are more. */
    @Transactional
    List<RegisteredListener> page(TenantId tenant, ListenerFilter filter, PageRequest page) {
        return listeners.page(tenant, filter, page).stream()
                .map(ListenerEntity::toListener)
                .toList();
    }

    /**
     * Gives a listener another definition.
     *
     * @param change the new definition, made from the listener as it is; called while nobody else can change it
     * @throws ProblemException {@link ProblemType#NOT_FOUND}, {@link ProblemType#PRECONDITION_FAILED},
     *     {@link ProblemType#INVALID_LISTENER} if it names a variable or secret that does not exist,
     *     {@link ProblemType#READ_ONLY} if a file defines it and the change is more than to enable again what Hearken
     *     has disabled, or what the change throws
     */
    @Transactional
    RegisteredListener redefine(
            TenantId tenant,
            ListenerId id,
            Precondition precondition,
            Function<RegisteredListener, ListenerDefinition> change) {
        ListenerEntity row = lock(tenant, id, precondition);
        RegisteredListener before = row.toListener();
        ListenerDefinition definition = change.apply(before);
        boolean enablesAgain = row.isDisabledByHearken()
                && definition.equals(before.listener().definition().withEnabled(true));
        if (!enablesAgain) {
            requireOwn(row);
        }
        return redefine(row, definition);
    }

    /**
     * The same for a row that is locked, whoever may change it.
     *
     * @throws ProblemException {@link ProblemType#INVALID_LISTENER} if it names a variable or secret that does not
     *     exist
     */
    RegisteredListener redefine(ListenerEntity row, ListenerDefinition definition) {
        if (row.holds(definition)) {
            return row.toListener();
        }
        TenantId tenant = new TenantId(row.tenant);
        requireReferences(tenant, definition);
        references.replace(tenant, new ListenerId(row.id), definition.references());
        return store(row, definition, row.paused);
    }

    private static void requireOwn(ListenerEntity row) {
        if (row.isFromFile()) {
            throw new ProblemException(
                    ProblemType.READ_ONLY, "A file of the registry defines this listener (" + row.createdBy + ")");
        }
    }

    /**
     * Lets deliveries of a listener wait, or lets them go on.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND}, {@link ProblemType#PRECONDITION_FAILED}
     */
    @Transactional
    RegisteredListener setPaused(TenantId tenant, ListenerId id, Precondition precondition, boolean paused) {
        ListenerEntity row = lock(tenant, id, precondition);
        RegisteredListener before = row.toListener();
        return row.paused == paused ? before : store(row, before.listener().definition(), paused);
    }

    /**
     * Gives a row that is locked this definition and tells of it.
     *
     * @param paused whether its deliveries wait
     */
    RegisteredListener store(ListenerEntity row, ListenerDefinition definition, boolean paused) {
        ObjectNode former = row.toAuditJson();
        ListenerDefinition was = row.toListener().listener().definition();
        Health before = Health.of(was.enabled(), row.paused);
        Instant now = now();
        if (definition.enabled() && before == Health.DISABLED) {
            row.setSeen(Optional.empty());
        }
        if (!Objects.equals(was.condition(), definition.condition())) {
            row.setConditionError(Optional.empty());
        }
        row.setDefinition(definition);
        if (secrets.fit(row, definition, now)) {
            row.secretRevealedAt = null;
        }
        row.paused = paused;
        row.revision++;
        row.updatedAt = now;
        if (Health.of(definition.enabled(), paused) != before) {
            row.stateSince = now;
        }
        journal.changed(row, former);
        return row.toListener();
    }

    private void requireReferences(TenantId tenant, ListenerDefinition definition) {
        References unknown = references.unknown(tenant, definition.references());
        List<FieldError> faults = definition.callback().fold(http -> UnknownReferences.faults(http, unknown));
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_LISTENER, faults);
        }
    }

    /**
     * Removes a listener for ever.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND}, {@link ProblemType#PRECONDITION_FAILED},
     *     {@link ProblemType#READ_ONLY} if a file defines it
     */
    @Transactional
    void delete(TenantId tenant, ListenerId id, Precondition precondition) {
        ListenerEntity row = lock(tenant, id, precondition);
        requireOwn(row);
        delete(row);
    }

    /** The same for a row that is locked, whoever may remove it. */
    void delete(ListenerEntity row) {
        listeners.delete(row);
        journal.deleted(row);
    }

    /**
     * A row that nobody else can change until the transaction ends.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND}, {@link ProblemType#PRECONDITION_FAILED}
     */
    ListenerEntity lock(TenantId tenant, ListenerId id, Precondition precondition) {
        ListenerEntity row = found(listeners.lock(tenant, id));
        precondition.require(row.revision);
        return row;
    }

    private static ListenerEntity found(Optional<ListenerEntity> row) {
        return row.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no listener with this id"));
    }

    /** With the precision that every client and the database can keep. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
