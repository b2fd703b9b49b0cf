package dev.hearken.registry.listener;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.SealedKeys;
import dev.hearken.registry.platform.Precondition;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;

/** Shows and replaces the keys that listeners' requests are signed with: each method is one transaction. */
@Singleton
class ListenerKeys {
    private final ListenerRepository listeners;
    private final ListenerService service;
    private final SigningSecrets secrets;
    private final ListenerJournal journal;

    ListenerKeys(
            ListenerRepository listeners, ListenerService service, SigningSecrets secrets, ListenerJournal journal) {
        this.listeners = listeners;
        this.service = service;
        this.secrets = secrets;
        this.journal = journal;
    }

    /**
     * The signing secret: whole at the first call after it was made, its hint at every later one.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND}
     */
    @Transactional
    SigningSecrets.Disclosure disclose(TenantId tenant, ListenerId id) {
        Instant now = service.now();
        boolean first = listeners.markRevealed(tenant, id, now);
        RegisteredListener registered = service.get(tenant, id);
        if (first) {
            journal.secretShown(registered);
        }
        return first ? secrets.reveal(registered.listener(), now) : secrets.hint(registered.listener(), now);
    }

    /**
     * Gives a listener a new signing key of the same scheme, which can be seen once like the first.
     *
     * @param overlap how long the keys before it sign beside it at most; zero: they end at once
     * @throws ProblemException {@link ProblemType#NOT_FOUND}, {@link ProblemType#PRECONDITION_FAILED}
     */
    @Transactional
    Rotated rotate(TenantId tenant, ListenerId id, Precondition precondition, Duration overlap) {
        ListenerEntity row = service.lock(tenant, id, precondition);
        Instant now = service.now();
        SealedKeys keys = row.signingKeys();
        row.setSigningKeys(secrets.rotate(tenant, id, keys, keys.current().scheme(), now, now.plus(overlap)));
        row.secretRevealedAt = null;
        row.revision++;
        journal.secretRotated(row);
        return new Rotated(row.revision, secrets.hint(row.toListener().listener(), now));
    }

    /**
     * What came of a rotation.
     *
     * @param revision of the listener now
     * @param keys without the new secret
     */
    record Rotated(long revision, SigningSecrets.Disclosure keys) {}
}
