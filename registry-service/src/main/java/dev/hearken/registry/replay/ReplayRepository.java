package dev.hearken.registry.replay;

import dev.hearken.model.TenantId;
import dev.hearken.registry.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code replay}. Every method needs a transaction. What serves requests has the tenant in its query; the
 * others serve the runner and read across tenants.
 */
@Singleton
class ReplayRepository implements PanacheRepositoryBase<ReplayEntity, String> {
    private static final String OWN = "tenant = ?1 and id = ?2";
    private static final String HELD = " where id = :id and lease_owner = :owner";

    Optional<ReplayEntity> find(TenantId tenant, String id) {
        return find(OWN, tenant.value(), id).firstResultOptional();
    }

    /** The row, which nobody else can change until the transaction ends. */
    Optional<ReplayEntity> lock(TenantId tenant, String id) {
        return find(OWN, tenant.value(), id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** A page, the latest first. One more than the limit says that there are more. */
    List<ReplayEntity> page(TenantId tenant, PageRequest page) {
        return page.after()
                .map(id -> find("tenant = ?1 and id < ?2 order by id desc", tenant.value(), id))
                .orElseGet(() -> find("tenant = ?1 order by id desc", tenant.value()))
                .page(Page.ofSize(page.limit() + 1))
                .list();
    }

    /** The oldest replay that nobody works on, locked; what others lock is left out. */
    @SuppressWarnings("unchecked")
    Optional<ReplayEntity> nextToDo() {
        List<ReplayEntity> rows =
                getEntityManager().createNativeQuery("""
                        select * from replay
                        where state in ('queued', 'running') and (lease_until is null or lease_until < now())
                        order by id limit 1 for update skip locked
                        """, ReplayEntity.class).getResultList();
        return rows.stream().findFirst();
    }

    /** Takes a replay that {@link #nextToDo} named. By the clock of the database, which all instances share. */
    void take(String id, String owner, Duration lease) {
        getEntityManager()
                .createNativeQuery("""
                        update replay set state = 'running', lease_owner = :owner, started_at = coalesce(started_at, now()),
                          lease_until = now() + make_interval(secs => :seconds)
                        where id = :id
                        """)
                .setParameter("id", id)
                .setParameter("owner", owner)
                .setParameter("seconds", seconds(lease))
                .executeUpdate();
    }

    /** The row if this owner works on it, locked. */
    Optional<ReplayEntity> lockHeld(String id, String owner) {
        return find("id = ?1 and leaseOwner = ?2", id, owner)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** This owner goes on with it. */
    void renew(String id, String owner, Duration lease) {
        getEntityManager()
                .createNativeQuery("update replay set lease_until = now() + make_interval(secs => :seconds)" + HELD)
                .setParameter("id", id)
                .setParameter("owner", owner)
                .setParameter("seconds", seconds(lease))
                .executeUpdate();
    }

    /** This owner works on it no longer, and nobody shall for a while. */
    void release(String id, String owner, Duration pause) {
        getEntityManager()
                .createNativeQuery("update replay set lease_owner = null,"
                        + " lease_until = now() + make_interval(secs => :seconds)" + HELD)
                .setParameter("id", id)
                .setParameter("owner", owner)
                .setParameter("seconds", seconds(pause))
                .executeUpdate();
    }

    /** Removes some of those that ended before; how many. */
    int removeEnded(Instant before, int limit) {
        return getEntityManager()
                .createNativeQuery("delete from replay where id in"
                        + " (select id from replay where ended_at < :before order by ended_at limit :limit)")
                .setParameter("before", before)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
