package dev.hearken.registry.replay;

import com.github.f4b6a3.ulid.Ulid;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.audit.Audit;
import dev.hearken.registry.audit.AuditAction;
import dev.hearken.registry.audit.AuditEvent;
import dev.hearken.registry.listener.ListenerLookup;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.registry.quota.ReplayQuota;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keeps replays: each method is one transaction. */
@Singleton
class ReplayService {
    private static final String KIND = "replay";

    private final ReplayRepository replays;
    private final ReplayIds ids;
    private final ListenerLookup listeners;
    private final ReplayQuota quota;
    private final Audit audit;
    private final Clock clock;

    ReplayService(
            ReplayRepository replays,
            ReplayIds ids,
            ListenerLookup listeners,
            ReplayQuota quota,
            Audit audit,
            Clock clock) {
        this.replays = replays;
        this.ids = ids;
        this.listeners = listeners;
        this.quota = quota;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A new replay, which some instance will begin with soon.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} if there is no such listener,
     *     {@link ProblemType#LISTENER_DISABLED}, {@link ProblemType#QUOTA_EXCEEDED} if the tenant has as many under way
     *     as it may have
     */
    @Transactional
    Replay create(TenantId tenant, ReplayWish wish, String by) {
        wish.listener().ifPresent(listener -> requireEnabled(tenant, listener));
        quota.requireRoom(tenant);
        Replay.Life life =
                new Replay.Life(ReplayState.QUEUED, Optional.empty(), now(), by, Optional.empty(), Optional.empty());
        Replay replay = new Replay(ids.next(), tenant, wish, Progress.NONE, life);
        replays.persistAndFlush(ReplayEntity.of(replay));
        audit.record(
                tenant, new AuditEvent(AuditAction.REPLAYED, KIND, replay.id(), null, null, ReplayView.ofWish(replay)));
        return replay;
    }

    private void requireEnabled(TenantId tenant, ListenerId listener) {
        if (!listeners.find(tenant, listener.value()).definition().enabled()) {
            throw new ProblemException(ProblemType.LISTENER_DISABLED, "Enable it first: nothing would be delivered");
        }
    }

    /** @throws ProblemException {@link ProblemType#NOT_FOUND} if the tenant has none with this id */
    @Transactional
    Replay get(TenantId tenant, String id) {
        requireForm(id);
        return found(replays.find(tenant, id)).toReplay();
    }

    /** A page, the latest first. One more than the limit says that there are more. */
    @Transactional
    List<Replay> page(TenantId tenant, PageRequest page) {
        return replays.page(tenant, page).stream().map(ReplayEntity::toReplay).toList();
    }

    /**
     * Ends a replay: whoever works on it notices when it saves its progress. One that has ended stays as it is.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} if the tenant has none with this id
     */
    @Transactional
    Replay stop(TenantId tenant, String id) {
        requireForm(id);
        ReplayEntity row = found(replays.lock(tenant, id));
        if (!row.state().isEnd()) {
            row.end(ReplayState.STOPPED, null, now());
            audit.record(tenant, AuditEvent.of(AuditAction.STOPPED, KIND, id, null));
        }
        return row.toReplay();
    }

    /** PostgreSQL does not even take every text. */
    private static void requireForm(String id) {
        if (!Ulid.isValid(id)) {
            throw notFound();
        }
    }

    private static ReplayEntity found(Optional<ReplayEntity> row) {
        return row.orElseThrow(ReplayService::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no replay with this id");
    }

    /** With the precision that every client and the database can keep. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
